import { accept, type Outcome } from "@celadon/quantity";
import { type AskedMethods, askedMethods } from "../characterisation/asked-methods.ts";
import { climateOf } from "../characterisation/climate-of.ts";
import type { FlowIdentity } from "../characterisation/flow-identity.ts";
import { waterOf } from "../characterisation/water-of.ts";
import { systemFiles, uncertainEntries } from "../system-files.ts";
import { type AcceptedProcess, acceptedProcess, statedExchanges } from "./accepted-process.ts";
import type { AllocationMethod } from "./allocation.ts";
import { type Archive, archiveOf } from "./archive.ts";
import { gwpOfArchive, waterOfArchive } from "./asked-of-archive.ts";
import { described } from "./described.ts";
import { type FlowRow, linkedSystem } from "./linked-system.ts";
import { methodFactors } from "./method-factors.ts";
import { missingFromArchive } from "./missing-from-archive.ts";
import { notCarried } from "./not-carried.ts";
import { parameterScope } from "./parameter-scope.ts";
import type { ProviderRules } from "./provider-of.ts";
import { refusedCase } from "./refused-case.ts";
import type { ExchangeCase, Finding, ImportReport } from "./report.ts";
import { withMethods } from "./with-methods.ts";

/** What a person decides about an import; nothing of it is guessed where it is absent. */
export interface ImportOptions {
  /** Characterise by these where the archive brings no method. */
  readonly characterise?: AskedMethods;
  /** Process id -> the method of splitting it, before the file's own default. */
  readonly allocation?: Readonly<Record<string, AllocationMethod>>;
  /** Flow id -> the process that supplies it, before the file's default provider. */
  readonly providers?: Readonly<Record<string, string>>;
  /** Of several suppliers take the only one at the place of the demand. */
  readonly sameLocation?: boolean;
  /** Read an avoided product on the input side as a credit, as openLCA's database keeps them; else it is refused. */
  readonly avoidedOnDemandSide?: "credit";
}

export interface Imported {
  readonly report: ImportReport;
  /** File name -> text, everything a system folder holds. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Imports an openLCA JSON-LD archive: a system folder in which everything is linked, and a report of all that is not. Every exchange read ends in exactly
 * one class, and the counts add up. Refused: what is no archive, an archive too large, a GWP set or water method that is not known, and a release without
 * the factors for it.
 */
export function importOpenLca(
  bytes: Uint8Array,
  options: ImportOptions = {},
): Outcome<Imported, "no-archive" | "too-large" | "unknown-gwp-set" | "unknown-water-method" | "factor-missing"> {
  const { characterise } = options;
  const asked = characterise === undefined ? accept({ sets: [], uses: [] }) : askedMethods(characterise);
  if (asked.kind !== "accept") return asked;
  const read = archiveOf(bytes);
  if (read.kind !== "accept") return read;
  const archive = read.value;
  const documentFindings = archive.faults.map(({ path, reason }) => ({
    rule: "document-refused",
    id: path,
    message: reason,
  }));
  const globals = parameterScope([...(archive.documents.get("Parameter")?.values() ?? [])]);

  const accepted: AcceptedProcess[] = [];
  const refusedProcesses: Finding[] = [];
  const lostCases: ExchangeCase[] = [];
  let exchangesRead = 0;
  const processes = archive.documents.get("Process") ?? new Map();
  for (const [id, process] of processes) {
    const stated = statedExchanges(process);
    exchangesRead += stated.length;
    const allocation =
      options.allocation !== undefined && Object.hasOwn(options.allocation, id) ? options.allocation[id] : undefined;
    const avoidedOnDemandSide = options.avoidedOnDemandSide ?? "refuse";
    const one = acceptedProcess(process, id, { archive, globals, avoidedOnDemandSide, allocation });
    if (one.kind === "accept") {
      accepted.push(one.value);
      for (const lost of one.value.refused) lostCases.push(refusedCase(id, lost.stated, lost.reason, lost.evidence));
    } else {
      refusedProcesses.push({ rule: one.reason, id, message: one.evidence });
      for (const lost of stated) lostCases.push(refusedCase(id, lost, "process-refused", one.evidence));
    }
  }

  const rules: ProviderRules = { given: options.providers ?? {}, sameLocation: options.sameLocation ?? false };
  const own = methodFactors(archive, globals);
  const wanted = own.methods.length === 0 ? characterise : undefined;
  const { sets, uses } = asked.value;
  const water = wanted === undefined ? nothingAsked : waterOfArchive(archive, accepted, uses, wanted.release);
  if (water.kind !== "accept") return water;
  const linked = linkedSystem(archive, accepted, rules, [...own.methods, ...water.value.methods]);
  const flowIds = [...new Set(linked.flowRows.map(({ flowId }) => flowId))];
  const byGwp =
    wanted === undefined ? { methods: [], findings: [] } : gwpOfArchive(archive, flowIds, sets, wanted.release);
  const notUsed = own.methods.length === 0 ? [] : [...(characterise?.gwp ?? []), ...(characterise?.water ?? [])];
  const { system, coverage } = withMethods(linked, [...own.methods, ...byGwp.methods, ...water.value.methods]);

  const cases = [...lostCases, ...linked.cases];
  const findings: readonly Finding[] = [
    ...documentFindings,
    ...missingFromArchive(archive),
    ...notCarried(archive),
    ...rulesWithoutUse(archive, options),
    ...accepted.flatMap(({ id, made }) => (made === undefined ? [] : [{ ...made, id }])),
    ...notUsed.map((id) => ({
      rule: "method-not-used",
      id,
      message: "The archive brings methods of its own, and these count.",
    })),
    ...own.findings,
    ...linked.findings,
    ...byGwp.findings,
    ...water.value.findings,
  ];
  const count = (kind: ExchangeCase["class"]): number => cases.filter((one) => one.class === kind).length;
  const report: ImportReport = {
    documents: Object.fromEntries([...archive.documents].map(([type, byId]) => [type, byId.size])),
    exchangesRead,
    counts: {
      linked: linked.linked,
      linkedBySoleSupplier: count("linkedBySoleSupplier"),
      cutOff: count("cutOff"),
      ambiguous: count("ambiguous"),
      refused: count("refused"),
    },
    processes: { read: processes.size, accepted: accepted.length, refused: refusedProcesses.length },
    system: {
      products: system.products.length,
      processes: system.processes.length,
      flows: system.flows.length,
      methods: system.methods.length,
      uncertain: uncertainEntries(system),
    },
    duplicates: linked.duplicates,
    refusedProcesses,
    cases,
    findings,
    methods: coverage,
  };
  return accept({ report, files: systemFiles(system, leftOutOf(cases), identityIn(archive, linked.flowRows)) });
}

/** What a person decided about something that the archive does not hold: misspelt, or of another archive. */
function rulesWithoutUse(
  { documents }: Archive,
  { allocation = {}, providers = {} }: ImportOptions,
): readonly Finding[] {
  const without = (ids: readonly string[], type: string, what: string): readonly Finding[] =>
    ids
      .filter((id) => documents.get(type)?.has(id) !== true)
      .map((id) => ({
        rule: "rule-without-use",
        id,
        message: `${what} was given for "${id}", which is no ${type.toLowerCase()} of the archive. It has no effect.`,
      }));
  return [
    ...without(Object.keys(allocation).sort(), "Process", "An allocation method"),
    ...without(Object.keys(providers).sort(), "Flow", "A provider"),
  ];
}

const nothing: FlowIdentity = { climate: undefined, water: undefined };

/** What the row of a flow is, by the document of the flow. */
function identityIn(archive: Archive, flowRows: readonly FlowRow[]): (flow: { readonly id: string }) => FlowIdentity {
  const flowIdOf = new Map(flowRows.map(({ key, flowId }) => [key, flowId]));
  return ({ id }) => {
    const document = archive.documents.get("Flow")?.get(flowIdOf.get(id) ?? id);
    if (document === undefined) return nothing;
    const flow = described(document);
    return { climate: climateOf(flow), water: waterOf(flow) };
  };
}

const nothingAsked = accept({ methods: [], findings: [] });

/** How many exchanges of a process are not in the system; one that was split is known by its flow too. */
function leftOutOf(cases: readonly ExchangeCase[]): (process: { readonly id: string }) => number {
  const counts = new Map<string, number>();
  for (const { class: kind, processId } of cases) {
    if (kind === "linkedBySoleSupplier") continue;
    const before = counts.get(processId);
    counts.set(processId, before === undefined ? 1 : before + 1);
  }
  return ({ id }) => {
    const own = [...counts].filter(([process]) => id === process || id.startsWith(`${process}/`));
    return own.reduce((sum, [, count]) => sum + count, 0);
  };
}
