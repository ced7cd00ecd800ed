import {
  ActivityServiceDefinition,
  BenchmarkServiceDefinition,
  CertificateServiceDefinition,
  DeadLetterServiceDefinition,
  DeclarationServiceDefinition,
  FactorServiceDefinition,
  FootprintServiceDefinition,
  LifecycleServiceDefinition,
  LotServiceDefinition,
  PlantModelServiceDefinition,
  QuarantineServiceDefinition,
  RebuildServiceDefinition,
  readingWriter,
  SystemServiceDefinition,
  TelemetryServiceDefinition,
} from "@celadon/proto";
import type { GrpcClients } from "@celadon/runtime";
import type { Known } from "./known.ts";

/** How a call is made about the mill. */
export interface RpcQuestion {
  readonly ask: (clients: GrpcClients) => Promise<unknown>;
  readonly isOwn: boolean;
  readonly unfiltered?: (clients: GrpcClients) => Promise<unknown>;
}

const deadlineMs = 10_000;
/** A stream that has answered nothing after this time has let the caller in. */
const silenceMs = 500;
const dayMs = 86_400_000;

async function firstOf<Item>(open: (signal: AbortSignal) => AsyncIterable<Item>): Promise<Item | undefined> {
  const ending = new AbortController();
  const first = open(ending.signal)[Symbol.asyncIterator]().next();
  const silence = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), silenceMs));
  try {
    return (await Promise.race([first, silence]))?.value;
  } finally {
    ending.abort();
    first.catch(() => undefined);
  }
}

const own = (ask: RpcQuestion["ask"], unfiltered?: RpcQuestion["ask"]): RpcQuestion => ({
  ...{ ask, isOwn: true },
  ...(unfiltered === undefined ? {} : { unfiltered }),
});
const common = (ask: RpcQuestion["ask"]): RpcQuestion => ({ ask, isOwn: false });

/** Every call there is, in the order they are made in: what ends a thing comes last. */
export function rpcQuestions({ footprint, certificate, credential, plant, letters }: Known) {
  const one = async function* () {
    const writer = readingWriter("mill");
    const channel = writer.channel("kwh");
    writer.push({
      channel,
      atMs: Date.UTC(2025, 0, 1) - 8 * 3_600_000 + dayMs,
      whole: 1,
      micro: 0,
      revision: 0,
      coversSeconds: 0,
      quality: 2,
      marks: 0,
    });
    yield { seq: 1n, batch: writer.take({ receivedMs: 1, origin: "test" }) };
  };
  const activity = (at: GrpcClients) => at.create(ActivityServiceDefinition, deadlineMs);
  const benchmark = (at: GrpcClients) => at.create(BenchmarkServiceDefinition, deadlineMs);
  const certificates = (at: GrpcClients) => at.create(CertificateServiceDefinition, deadlineMs);
  const deadLetters = (at: GrpcClients) => at.create(DeadLetterServiceDefinition, deadlineMs);
  const declarations = (at: GrpcClients) => at.create(DeclarationServiceDefinition, deadlineMs);
  const factors = (at: GrpcClients) => at.create(FactorServiceDefinition, deadlineMs);
  const footprints = (at: GrpcClients) => at.create(FootprintServiceDefinition, deadlineMs);
  const lifecycle = (at: GrpcClients) => at.create(LifecycleServiceDefinition, deadlineMs);
  const lots = (at: GrpcClients) => at.create(LotServiceDefinition, deadlineMs);
  const plants = (at: GrpcClients) => at.create(PlantModelServiceDefinition, deadlineMs);
  const quarantine = (at: GrpcClients) => at.create(QuarantineServiceDefinition, deadlineMs);
  const rebuilds = (at: GrpcClients) => at.create(RebuildServiceDefinition, deadlineMs);
  const systems = (at: GrpcClients) => at.create(SystemServiceDefinition, deadlineMs);
  const telemetry = (at: GrpcClients) => at.create(TelemetryServiceDefinition, deadlineMs);
  const of = { factory: "mill" };
  const hash = "of no system";
  const key = "0d0a6e0c-1d5f-4d3f-8a67-6d8f6f0b7f5e";
  return {
    "TelemetryService/SendReadings": own((at) => telemetry(at).sendReadings(one())),
    "TelemetryService/StreamReadings": own((at) =>
      firstOf((signal) => telemetry(at).streamReadings(one(), { signal })),
    ),
    "ActivityService/ListActivity": own(
      (at) => activity(at).listActivity(of),
      (at) => activity(at).listActivity({}),
    ),
    "ActivityService/ListReadings": own(
      (at) => activity(at).listReadings(of),
      (at) => activity(at).listReadings({}),
    ),
    "QuarantineService/ListQuarantine": own(
      (at) => quarantine(at).listQuarantine(of),
      (at) => quarantine(at).listQuarantine({}),
    ),
    "DeadLetterService/ListDeadLetters": own(
      (at) => deadLetters(at).listDeadLetters(of),
      (at) => deadLetters(at).listDeadLetters({}),
    ),
    "DeadLetterService/GetDeadLetter": own((at) => deadLetters(at).getDeadLetter({ origin: letters.rpc[0] })),
    "DeadLetterService/ReplayDeadLetter": own((at) =>
      deadLetters(at).replayDeadLetter({ origin: letters.rpc[0], who: "Li", why: "again" }),
    ),
    "DeadLetterService/DropDeadLetter": own((at) =>
      deadLetters(at).dropDeadLetter({ origin: letters.rpc[1], who: "Li", why: "a test" }),
    ),
    "PlantModelService/CheckPlantModel": common((at) => plants(at).checkPlantModel({ yaml: plant })),
    "PlantModelService/ApplyPlantModel": own((at) =>
      plants(at).applyPlantModel({ yaml: plant, who: "Li", why: "again" }),
    ),
    "PlantModelService/GetPlantModel": own((at) =>
      plants(at).getPlantModel({ ...of, version: { $case: "atMs", value: BigInt(Date.UTC(2025, 5)) } }),
    ),
    "PlantModelService/ListPlantModels": own(
      (at) => plants(at).listPlantModels(of),
      (at) => plants(at).listPlantModels({}),
    ),
    "DeclarationService/Declare": own((at) =>
      declarations(at).declare({
        declaration: {
          ...{ ...of, channel: "kwh", key: "a key", revision: 0, who: "Li", why: "looked at it" },
          ...{ atMs: BigInt(Date.UTC(2025, 3)), declaredMs: 1n },
          fact: { $case: "acceptance", value: { toMs: BigInt(Date.UTC(2025, 3, 2)) } },
        },
      }),
    ),
    "DeclarationService/ListDeclarations": own(
      (at) => declarations(at).listDeclarations(of),
      (at) => declarations(at).listDeclarations({}),
    ),
    "LotService/DeclareLots": own((at) =>
      lots(at).declareLots({
        lots: [
          {
            ...{ ...of, product: "paper", name: "roll 8", quantity: "2", who: "Li", why: "shift book" },
            ...{ fromMs: BigInt(Date.UTC(2025, 3, 1)), toMs: BigInt(Date.UTC(2025, 3, 1, 7)) },
          },
        ],
      }),
    ),
    "LotService/ListLots": own(
      (at) => lots(at).listLots(of),
      (at) => lots(at).listLots({}),
    ),
    "RebuildService/RequestRebuild": own((at) =>
      rebuilds(at).requestRebuild({ rebuild: { ...of, key, who: "Li", askedMs: 1n, why: "to see it hold" } }),
    ),
    "RebuildService/GetRebuild": own((at) => rebuilds(at).getRebuild({ ...of, key })),
    "FootprintService/GetFootprint": own((at) => footprints(at).getFootprint({ id: footprint })),
    "FootprintService/ListFootprints": own(
      (at) => footprints(at).listFootprints(of),
      (at) => footprints(at).listFootprints({}),
    ),
    "FootprintService/ComputeFootprints": own((at) =>
      footprints(at).computeFootprints({
        ...of,
        fromMs: BigInt(Date.UTC(2024, 11, 31, 16)),
        toMs: BigInt(Date.UTC(2025, 11, 31, 16)),
      }),
    ),
    "FootprintService/ExplainFootprint": own((at) => footprints(at).explainFootprint({ id: footprint })),
    "FootprintService/ListSensitivities": own((at) => footprints(at).listSensitivities({ id: footprint })),
    "FootprintService/WatchFootprints": own(
      (at) => firstOf((signal) => footprints(at).watchFootprints({ factories: ["mill"] }, { signal })),
      (at) => firstOf((signal) => footprints(at).watchFootprints({}, { signal })),
    ),
    "FactorService/SearchFactors": common((at) => factors(at).searchFactors({ query: "electricity" })),
    "FactorService/ShowFactor": common((at) => factors(at).showFactor({ id: "nothing" })),
    "FactorService/SelectFactor": common((at) => factors(at).selectFactor({})),
    "LifecycleService/Calculate": common((at) => lifecycle(at).calculate({})),
    "LifecycleService/CalculateBatch": common((at) =>
      firstOf((signal) => lifecycle(at).calculateBatch(oneInventory(), { signal })),
    ),
    "SystemService/Upload": common((at) => systems(at).upload(oneFile())),
    "SystemService/Has": common((at) => systems(at).has({ hash })),
    "SystemService/Describe": common((at) => systems(at).describe({ hash })),
    "SystemService/Solve": common((at) => systems(at).solve({ hash, product: "paper", amount: 1 })),
    "SystemService/Contributions": common((at) => systems(at).contributions({ hash })),
    "SystemService/Compare": common((at) => systems(at).compare({ hash })),
    "SystemService/Footprints": common((at) => firstOf((signal) => systems(at).footprints({ hash }, { signal }))),
    "SystemService/MonteCarlo": common((at) => firstOf((signal) => systems(at).monteCarlo({ hash }, { signal }))),
    "BenchmarkService/ListIndicators": own(
      (at) => benchmark(at).listIndicators({ factories: ["mill"] }),
      (at) => benchmark(at).listIndicators({}),
    ),
    "BenchmarkService/RankPeers": own((at) => benchmark(at).rankPeers({ factories: ["mill"] })),
    "BenchmarkService/AssessFactory": own((at) => benchmark(at).assessFactory(of)),
    "CertificateService/RequestCertificate": own((at) => certificates(at).requestCertificate({ footprint })),
    "CertificateService/GetCertificate": own((at) => certificates(at).getCertificate({ id: certificate })),
    "CertificateService/VerifyCertificate": common((at) => certificates(at).verifyCertificate({ credential })),
    "CertificateService/RevokeCertificate": own((at) =>
      certificates(at).revokeCertificate({ id: certificate, who: "Li", why: "a test" }),
    ),
  } as const satisfies Readonly<Record<string, RpcQuestion>>;
}

async function* oneInventory() {
  yield { seq: 1n };
}

async function* oneFile() {
  yield { file: "A.mtx", content: new Uint8Array() };
}
