import type { LcaAnswer } from "../linear/lca-refusal.ts";
import type { LinearSystem, Named } from "../linear/linear-system.ts";
import { type Background, entriesOf, prefixed } from "./background.ts";
import { type DraftSystem, type Entry, type Item, numbersOf, type SpreadRow } from "./draft-system.ts";
import { type ElectricityView, electricityViews } from "./electricity-views.ts";
import { type Link, type LinkMade, linkedTakings } from "./linked-takings.ts";
import type { Electricity, MarketPart } from "./market-mix.ts";
import { type MethodPair, type MethodsMatched, matchedMethods } from "./matched-methods.ts";
import type { OpenPlace } from "./open-places.ts";
import { plantDraft } from "./plant-draft.ts";
import type { PlantParts } from "./plant-parts.ts";
import type { RowLookUp } from "./row-spread.ts";

export interface Joining {
  readonly background?: Background | undefined;
  readonly links?: readonly Link[];
  /** A method of the plant, and the one of the background that is the same. */
  readonly methods?: readonly MethodPair[];
  readonly electricity?: Electricity | undefined;
  /** Where `electricity` names factor rows. */
  readonly rowOf?: RowLookUp;
}

/** A plant and what it takes from a background as one system. */
export interface JoinedSystem {
  /** `as-modelled`: the plant as its model has it; the other two where its electricity was asked for by place and by market. */
  readonly view: "as-modelled" | "location-based" | "market-based";
  readonly system: LinearSystem;
  /** `uncertainty.csv`. */
  readonly uncertainty: string;
  readonly open: readonly OpenPlace[];
  readonly links: readonly LinkMade[];
  readonly methods: MethodsMatched;
  /** Gases that the plant and the background give off under one id, so that they are one flow. */
  readonly united: readonly string[];
  readonly market: readonly MarketPart[];
  readonly notes: readonly string[];
}

/**
 * Joins a plant with a background: the inputs that are linked are supplied by its products, all other inputs by their factor rows. The
 * background keeps its numbers under ids `db:HASH12/id`, and takes nothing from the plant. With `electricity` there are two systems, by
 * place and by market; without it one.
 *
 * A flow of both is one only where its id, unit and factors agree; otherwise both stand side by side. What the background left out makes
 * whatever rests on it a lower bound. Refused: what `linkedTakings`, `matchedMethods` and `electricityViews` refuse.
 */
export function joinedSystem(parts: PlantParts, joining: Joining): LcaAnswer<readonly JoinedSystem[]> {
  const { background, links = [], methods: pairs = [], electricity, rowOf = () => undefined } = joining;
  const linked = linkedTakings(parts, background, links);
  if (linked.kind !== "accept") return linked;
  const methods = matchedMethods(parts.inventory.gwpSet, background, pairs);
  if (methods.kind !== "accept") return methods;
  const made = (view: JoinedSystem["view"], of: ElectricityView | undefined): JoinedSystem => {
    const plant = plantDraft(parts, {
      takings: of?.takings ?? linked.value.takings,
      columns: [...parts.columns, ...(of?.columns ?? [])],
      open: of?.open ?? linked.value.open,
      products: [...parts.products, ...(of?.items.map(({ product }) => product) ?? [])],
      processes: [...parts.processes, ...(of?.items.map(({ process }) => process) ?? [])],
      made: [...parts.made, ...(of?.made ?? [])],
    });
    const { draft, united } =
      background === undefined ? { draft: plant, united: [] } : together(plant, background, methods.value);
    return {
      view,
      ...numbersOf(draft),
      open: of?.open ?? linked.value.open,
      links: linked.value.links,
      methods: methods.value,
      united,
      market: of?.parts ?? [],
      notes: of?.notes ?? [],
    };
  };
  if (electricity === undefined) return { kind: "accept", value: [made("as-modelled", undefined)] };
  const views = electricityViews(parts, linked.value, { electricity, background, rowOf });
  if (views.kind !== "accept") return views;
  const { location, market } = views.value;
  return { kind: "accept", value: [made("location-based", location), made("market-based", market)] };
}

/** Both drafts in one: methods by their pairs, flows apart unless they are the same, all else of the background under its own ids. */
function together(
  plant: DraftSystem,
  background: Background,
  { pairs }: MethodsMatched,
): { readonly draft: DraftSystem; readonly united: readonly string[] } {
  const { system, prefix, spread } = background;
  const methodIds = new Map(pairs.map((pair) => [pair.background, pair.plant]));
  const kept = new Set(methodIds.values());
  const ids = (list: readonly Named[]): readonly string[] => list.map(({ id }) => id);
  const factors = [...entriesOf(system.C, { rowIds: ids(system.methods), columnIds: ids(system.flows) })].flatMap(
    (entry) => {
      const method = methodIds.get(entry.row);
      return method === undefined ? [] : [{ ...entry, row: method }];
    },
  );
  const plantFactors = plant.factors.filter(({ row }) => kept.has(row));
  const united = sameFlows(plant.flows, system.flows, { plantFactors, factors });
  const flowId = (id: string): string => (united.has(id) ? id : `${prefix}${id}`);
  const under = (id: string): string => `${prefix}${id}`;
  const told = ({ unknownFor, ...one }: Item): Item => {
    const ids = unknownFor?.flatMap((id) => methodIds.get(id) ?? []);
    return ids === undefined || ids.length === 0 ? one : { ...one, unknownFor: ids };
  };
  // A scope is seen from a factory, and that of the background is another one's: seen from this plant none is stated.
  const unscoped = ({ scope: _others, ...process }: Item): Item => process;
  const draft: DraftSystem = {
    products: [...plant.products, ...prefixed(background, system.products)],
    processes: [...plant.processes, ...prefixed(background, system.processes).map(told).map(unscoped)],
    flows: [
      ...plant.flows,
      ...prefixed(background, system.flows)
        .filter(({ id }) => !united.has(id.slice(prefix.length)))
        .map(told),
    ],
    methods: plant.methods.filter(({ id }) => kept.has(id)),
    made: [
      ...plant.made,
      ...renamed(entriesOf(system.M, { rowIds: ids(system.products), columnIds: ids(system.processes) }), under, under),
    ],
    emitted: [
      ...plant.emitted,
      ...renamed(entriesOf(system.B, { rowIds: ids(system.flows), columnIds: ids(system.processes) }), flowId, under),
    ],
    factors: [
      ...plantFactors,
      ...factors
        .filter(({ column }) => !united.has(column))
        .map((entry) => ({ ...entry, column: under(entry.column) })),
    ],
    spread: [...plant.spread, ...spread.flatMap((row) => spreadUnder(row, { prefix, flowId, methodIds }))],
  };
  return { draft, united: [...united].sort() };
}

function* renamed(
  entries: Iterable<Entry>,
  row: (id: string) => string,
  column: (id: string) => string,
): Generator<Entry> {
  for (const entry of entries) yield { row: row(entry.row), column: column(entry.column), value: entry.value };
}

/** Flows of both that have one id, one unit and the same factor by every method that is left, all of them known. */
function sameFlows(
  plant: readonly Item[],
  background: readonly Named[],
  { plantFactors, factors }: { readonly plantFactors: readonly Entry[]; readonly factors: readonly Entry[] },
): ReadonlySet<string> {
  const told = (entries: readonly Entry[], id: string): string =>
    entries
      .filter(({ column }) => column === id)
      .map(({ row, value }) => `${row} ${value}`)
      .sort()
      .join("\n");
  return new Set(
    plant.flatMap(({ id, unit }) => {
      const other = background.find((flow) => flow.id === id);
      return other?.unit === unit && other.unknownFor === undefined && told(plantFactors, id) === told(factors, id)
        ? [id]
        : [];
    }),
  );
}

function spreadUnder(
  given: SpreadRow,
  {
    prefix,
    flowId,
    methodIds,
  }: {
    readonly prefix: string;
    readonly flowId: (id: string) => string;
    readonly methodIds: ReadonlyMap<string, string>;
  },
): readonly SpreadRow[] {
  const [distribution, p1, ...others] = given.cells;
  const formula = p1.replaceAll(/(^|\s)\$/g, (before) => `${before}${prefix}`);
  const row = distribution === "formula" ? { ...given, cells: [distribution, formula, ...others] as const } : given;
  const group = row.group === "" ? "" : `${prefix}${row.group}`;
  switch (row.matrix) {
    case "P":
      return [{ ...row, row: `${prefix}${row.row}`, group }];
    case "A":
      return [{ ...row, row: `${prefix}${row.row}`, column: `${prefix}${row.column}`, group }];
    case "B":
      return [{ ...row, row: flowId(row.row), column: `${prefix}${row.column}`, group }];
    case "C": {
      const method = methodIds.get(row.row);
      return method === undefined ? [] : [{ ...row, row: method, column: flowId(row.column), group }];
    }
  }
}
