import {
  allFootprints,
  type Cancelled,
  compared,
  demandResult,
  indexOfId,
  type LcaAnswer,
  type LinearSolver,
  type LinearSystem,
  linearSolver,
  methodsAsked,
  type Named,
  narrowedRuns,
  productContributions,
  type Spread,
  sparseLu,
  spreadOf,
} from "@celadon/inventory-to-footprint/systems";
import { CompareResponse, ContributionsResponse, SolveResponse, type SystemMethod } from "@celadon/proto";
import { type Answer, rejected } from "./answer.ts";
import { type AnswerTo, boundMarks, type FoundFootprints, type FoundRuns, type Job } from "./job.ts";
import { readUploaded } from "./read-uploaded.ts";
import { selected } from "./selected.ts";
import { type SharedSystem, systemIn, textIn } from "./shared-system.ts";

/** A system made ready to be asked. */
interface Opened {
  readonly system: LinearSystem;
  readonly solver: LinearSolver;
  /** By the method asked for last. */
  spread: { readonly method: string; readonly value: Spread } | undefined;
}

/** So many systems a thread keeps ready. */
const openMost = 2;
/** A message may have 4 MiB; with its head and what compression of nothing adds it must stay below. */
const answerBytesMost = 4 * 2 ** 20 - 4_096;

type JobOf<Kind extends Job["kind"]> = Extract<Job, { readonly kind: Kind }>;

/** Answers jobs one after the other, and keeps the systems of the last ones ready. `cancelled`: whether the job in hand still matters. */
export function answerJob(cancelled: Cancelled): <J extends Job>(job: J) => Answer<AnswerTo<J>> {
  const open = new Map<string, Opened>();
  const opened = (shared: SharedSystem): LcaAnswer<Opened> => {
    const known = open.get(shared.hash);
    if (known !== undefined) {
      open.delete(shared.hash);
      open.set(shared.hash, known); // the newest last
      return { kind: "accept", value: known };
    }
    const system = systemIn(shared);
    const solver = linearSolver(system, sparseLu, cancelled);
    if (solver.kind !== "accept") return solver;
    const value: Opened = { system, solver: solver.value, spread: undefined };
    open.set(shared.hash, value);
    for (const oldest of open.keys()) if (open.size > openMost) open.delete(oldest);
    return { kind: "accept", value };
  };
  const answered = (job: Job): Answer<AnswerTo<Job>> => {
    if (job.kind === "read") return readUploaded(job.files);
    const one = opened(job.system);
    if (one.kind !== "accept") return one;
    switch (job.kind) {
      case "solve":
        return solved(one.value, job);
      case "contributions":
        return contributions(one.value, job);
      case "compare": {
        const result = compared(one.value.solver, { ...job, ...job.changes, fallback: sparseLu });
        if (result.kind !== "accept" || fits(CompareResponse.encode(CompareResponse.fromPartial(result.value))))
          return result;
        return tooLarge("Compare by celadon lca compare, which has no such limit.");
      }
      case "footprints":
        return footprints(one.value, job);
      case "runs":
        return runs(one.value, job);
    }
  };
  return answered as <J extends Job>(job: J) => Answer<AnswerTo<J>>; // each kind above is answered by its own
}

const fits = (encoded: { readonly finish: () => Uint8Array }): boolean => encoded.finish().length <= answerBytesMost;

const tooLarge = (fix: string): Answer<never> =>
  rejected("answer-too-large", `The answer would be larger than a message of ${answerBytesMost} bytes. ${fix}`);

function solved({ solver }: Opened, job: JobOf<"solve">): Answer<SolveResponse> {
  const { product, amount, method } = job;
  const found = demandResult(solver, { product, amount, ...(method === undefined ? {} : { method }) });
  if (found.kind !== "accept") return found;
  const { solvedBy, errorBound, boundKind } = found.value;
  const supply = selected(found.value.supply, job.supply, "process");
  if (supply.kind !== "accept") return supply;
  const inventory = selected(found.value.inventory, job.inventory, "flow");
  if (inventory.kind !== "accept") return inventory;
  const value = SolveResponse.fromPartial({
    supply: supply.value,
    inventory: inventory.value,
    impacts: found.value.impacts.map(({ amount: impact, ...one }) => ({ ...one, amount: impact ?? undefined })),
    ways: { solvedBy, errorBound, boundKind },
    overdrawn: found.value.overdrawn,
  });
  if (fits(SolveResponse.encode(value))) return { kind: "accept", value };
  return tooLarge("Select what you need of supply and inventory, by ids or the largest.");
}

function contributions({ solver }: Opened, job: JobOf<"contributions">): Answer<ContributionsResponse> {
  const graph = productContributions(solver, job);
  if (graph.kind !== "accept") return graph;
  const { nodes, ...rest } = graph.value;
  const value = ContributionsResponse.fromPartial({
    ...rest,
    nodes: nodes.map(({ share, ...node }) => ({ ...node, share: share ?? undefined })),
  });
  return fits(ContributionsResponse.encode(value)) ? { kind: "accept", value } : tooLarge("Raise the cut-off.");
}

function footprints({ system, solver }: Opened, { method }: JobOf<"footprints">): Answer<FoundFootprints> {
  const methods = methodsAsked(system, method);
  if (methods.kind !== "accept") return methods;
  const all = allFootprints(solver, methods.value);
  if (all.kind !== "accept") return all;
  const { solved, overdrawn, isKnown, boundOf, isUnknown } = all.value;
  const products = system.products.length;
  const known = methods.value.flatMap((m, place) => (isKnown(m) ? [{ m, place }] : []));
  const values = new Float64Array(new SharedArrayBuffer(8 * products * known.length));
  const hasUnknown = [...system.processes, ...system.flows].some(({ unknownFor }) => unknownFor !== undefined);
  const unknown = hasUnknown ? new Uint8Array(new SharedArrayBuffer(values.length)) : undefined;
  for (const [column, { m, place }] of known.entries()) {
    const isOne = isUnknown(m);
    for (let i = 0; i < products; i++) {
      const isEmpty = unknown !== undefined && isOne(i);
      if (isEmpty) unknown[column * products + i] = 1;
      values[column * products + i] = isEmpty ? Number.NaN : (solved.values[i * solved.count + place] as number);
    }
  }
  const hasGaps = system.processes.some(({ leftOut }) => leftOut !== undefined);
  const bounds = hasGaps ? new Uint8Array(new SharedArrayBuffer(products)) : undefined;
  for (let i = 0; bounds !== undefined && i < products; i++) bounds[i] = boundMarks[boundOf(i)];
  const told = (m: number): SystemMethod => {
    const { id, name, unit } = system.methods[m] as Named; // it was asked for
    return { id, name, unit };
  };
  const { method: solvedBy, errorBound, boundKind, sweeps, backwardError } = solved;
  return {
    kind: "accept",
    value: {
      ways: { solvedBy, errorBound, boundKind, sweeps, backwardError },
      methods: known.map(({ m }) => told(m)),
      emptyMethods: methods.value.filter((m) => !isKnown(m)).map(told),
      overdrawn,
      values,
      unknown,
      bounds,
    },
  };
}

function runs(one: Opened, job: JobOf<"runs">): Answer<FoundRuns> {
  const places: number[] = [];
  for (const id of job.products) {
    const place = indexOfId("unknown-demand", id, one.system.products);
    if (place.kind !== "accept") return place;
    places.push(place.value);
  }
  const apart = job.isCompared === true ? apartBy(one.system, places) : undefined;
  if (apart !== undefined) return apart;
  const spread = spreadBy(one, job);
  if (spread.kind !== "accept") return spread;
  for (const place of places) {
    const refusal = spread.value.refusedFor(place);
    if (refusal !== undefined) return refusal;
  }
  const { seed, from, to, done } = job;
  const onRun = (): void => void Atomics.add(done, 0, 1);
  const made = spread.value.runs.runs({ seed, from, to, products: places, onRun });
  if (made.kind !== "accept") {
    if (made.reason === "formula") return rejected("bad-file", `uncertainty.csv: ${made.evidence}`);
    return rejected(made.reason === "cancelled" ? "cancelled" : "bad-request", made.evidence);
  }
  const statics = places.map((place) => spread.value.intensity[place] as number);
  return { kind: "accept", value: { runs: narrowedRuns(made.value), statics } };
}

/** Products told in different units are not alike, so that none is the smaller. */
function apartBy({ products }: LinearSystem, places: readonly number[]): Answer<never> | undefined {
  const all = places.map((place) => products[place] as Named); // they were found
  const last = all.at(-1) as Named;
  const other = all.find(({ unit }) => unit !== last.unit);
  if (other === undefined) return undefined;
  const message = `"${last.id}" is told by the ${last.unit} and "${other.id}" by the ${other.unit}, so that neither is the smaller. Compare products of one unit.`;
  return { kind: "reject", code: "wrong-unit", message, ids: [other.id, last.id], total: 2 };
}

function spreadBy(one: Opened, { system, method }: JobOf<"runs">): Answer<Spread> {
  if (one.spread?.method === method) return { kind: "accept", value: one.spread.value };
  if (system.uncertainty === undefined)
    return rejected(
      "no-uncertainty",
      "This system has no uncertainty.csv, which says what is uncertain, entry by entry. Upload it with one.",
    );
  const spread = spreadOf(one.solver, method, textIn(system.uncertainty));
  if (spread.kind === "accept") one.spread = { method, value: spread.value };
  return spread;
}
