import { effectiveFrom } from "./effective-from.ts";
import { virtualsOf, writtenOut } from "./expand-virtual.ts";
import type { Fault } from "./fault.ts";
import { judgeRowNames } from "./judge-row-names.ts";
import { judgeFactors, type KnownFactors } from "./known-factors.ts";
import { balancesOf } from "./model-balances.ts";
import { channelsOf } from "./model-channels.ts";
import { judgeCircles } from "./model-circles.ts";
import { judgeCutOffs } from "./model-cut-offs.ts";
import { flowLists, flowPlaces, flowUnits } from "./model-flows.ts";
import { modelHash } from "./model-hash.ts";
import { importsOf } from "./model-imports.ts";
import { readIndicators } from "./model-indicators.ts";
import { judgeLooseEnds } from "./model-loose-ends.ts";
import { processOf } from "./model-processes.ts";
import { judgeUses, makersOf, productsOf } from "./model-products.ts";
import type { PlantModel, PlantProcess, RatioBase } from "./plant-model.ts";
import { type PlantDraft, plantFields } from "./plant-shape.ts";
import { type Report, reportOn } from "./report.ts";
import { readParts } from "./shape.ts";
import { yamlTree } from "./yaml-tree.ts";

export interface CheckedModel {
  /** Absent when there is a fault; warnings do not keep it away. */
  readonly model?: PlantModel;
  readonly faults: readonly Fault[];
}

/**
 * Reads a plant file and tells everything that is wrong with it at once, by line. With `known`, the names of a factor release,
 * factors are looked up too; without it a model reads the same whatever tables there are, so that an old version stays readable.
 */
export function checkPlantModel(text: string, known?: KnownFactors): CheckedModel {
  const { tree, faults } = yamlTree(text);
  if (tree === undefined) return { faults };
  const report = reportOn(tree);
  const draft = readParts(plantFields, tree, [], report);
  const content = draft && contentOf(draft, { report, known });
  const all = report.faults();
  if (content === undefined || all.some(({ severity }) => severity === "fault")) return { faults: all };
  return { model: { ...content, hash: modelHash(content) }, faults: all };
}

interface Context {
  readonly report: Report;
  readonly known: KnownFactors | undefined;
}

/** Judges every part that could be read, even where others are missing; the model itself only when all are there. */
function contentOf(draft: PlantDraft, { report, known }: Context): Omit<PlantModel, "hash"> | undefined {
  const { factory, timeZone, place, illustrative = false, simulated = false } = draft;
  const { purpose = "pcf", gwpSet = "AR6", sources = [], notModelled = [], cutOffs = [] } = draft;
  const channels = channelsOf(draft.channels ?? [], report);
  const virtuals = virtualsOf(draft, report);
  const { processes: entries = [], indicators: indicatorDraft } = writtenOut(draft, virtuals);
  const places = flowPlaces(entries, report);
  const part = { channels, flows: flowUnits(places, channels), report };
  const processes = entries.flatMap(({ name, value }) => (value && processOf(name, value, part)) ?? []);
  judgeCircles(basesOf(processes), places, report);
  if (known !== undefined) judgeRowNames(entries, known.rows, report);
  const makers = makersOf(entries, report);
  judgeUses(processes, makers, report);
  const products = productsOf(draft.products ?? [], { processes, makers }, report);
  const imports = importsOf(draft.imports ?? [], { channels, timeZone: timeZone ?? "UTC", report });
  judgeCutOffs(cutOffs, { places, channels }, report);
  const declared = (draft.products ?? []).map(({ name }) => name);
  const indicators = indicatorDraft && readIndicators(indicatorDraft, { ...part, products: declared });
  const balances = balancesOf(draft.balances ?? [], { channels, report, virtuals });
  const effectiveFromMs = startOf(draft, report);
  if (known !== undefined && place !== undefined && timeZone !== undefined && effectiveFromMs !== undefined) {
    const asking = { processes, indicators, place, purpose, timeZone, effectiveFromMs, cutOffs };
    judgeFactors(asking, known, report);
  }
  // Beside a fault a loose end may be its mere consequence: the only user of a channel could not be read.
  if (report.faults().every(({ severity }) => severity === "warning"))
    judgeLooseEnds({ channels, processes, products, indicators, balances }, report);
  if (factory === undefined || timeZone === undefined || place === undefined || effectiveFromMs === undefined)
    return undefined;
  return {
    factory,
    name: draft.name ?? { en: factory },
    ...(draft.description === undefined ? {} : { description: draft.description }),
    timeZone,
    place,
    effectiveFromMs,
    purpose,
    gwpSet,
    isIllustrative: illustrative,
    isSimulated: simulated,
    sources,
    channels: [...channels.values()].filter((channel) => channel !== undefined),
    imports,
    processes,
    products,
    notModelled,
    cutOffs,
    ...(indicators === undefined ? {} : { indicators }),
    ...(balances.length === 0 ? {} : { balances }),
  };
}

function startOf({ effectiveFrom: text, timeZone }: PlantDraft, report: Report): number | undefined {
  if (text === undefined || timeZone === undefined) return undefined;
  const start = effectiveFrom(text, timeZone);
  if ("value" in start) return start.value;
  report.say(["effectiveFrom"], start);
  return undefined;
}

/** By `process/flow`: what its amount is stated per unit of. */
const basesOf = (processes: readonly PlantProcess[]): ReadonlyMap<string, RatioBase> =>
  new Map(
    processes.flatMap((process) =>
      flowLists.flatMap((list) =>
        process[list].flatMap(({ name, amount }) =>
          amount.of.kind === "ratio" ? [[`${process.name}/${name}`, amount.of.base] as const] : [],
        ),
      ),
    ),
  );
