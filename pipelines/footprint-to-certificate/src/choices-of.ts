import type { FactorUse, Footprint, Inventory, Line } from "@celadon/proto";
import { linesOf } from "./lines-of.ts";

/** Something that decides the figure and that another plant, or another reading of the same plant, could have settled otherwise. */
export interface Choice {
  /** "farm rule" | "allocation" | "factor" */
  readonly kind: string;
  /** The process that shares its burden, or process and flow of the line. */
  readonly where: string;
  /** The rule for the farm, the method of allocation, or the factor row. */
  readonly chosen: string;
  /** Of an allocation: what each product carries; they add up to 1. */
  readonly shares: readonly { readonly product: string; readonly share: string }[];
}

const farm = /^farm[/-]/;
const isChoice = ({ marks }: FactorUse): boolean => marks.some((mark) => /(?:^|: )a choice\b/.test(mark));

/**
 * The choices a product's figure rests on, each once: which burden of the farm it carries (it decides a hide's figure more than all
 * that the plant does), how the processes on its way share theirs, and the factor rows that a plant model has to choose.
 */
export function choicesOf(footprint: Footprint): readonly Choice[] {
  const lines = linesOf(footprint);
  const farmRules = lines.flatMap((line) => farmRulesOf(line).map((chosen) => choice("farm rule", line, chosen)));
  const rows = lines.flatMap((line) =>
    rowsOf(line)
      .filter((row) => isChoice(row) && !farm.test(row.id))
      .map(({ id }) => choice("factor", line, id)),
  );
  const all = [...byPlace(farmRules), ...allocationsOf(footprint), ...byPlace(rows)];
  return [...new Map(all.map((one) => [`${one.kind}\u0000${one.where}\u0000${one.chosen}`, one])).values()];
}

const rowsOf = ({ factors, coefficients }: Line): readonly FactorUse[] => [...factors, ...coefficients];

/** A period that is cut at a year has two lines of one flow: they are one place. */
const choice = (kind: string, { process, flow }: Line, chosen: string): Choice => ({
  kind,
  where: `${process}/${flow}`,
  chosen,
  shares: [],
});

const placeOf = ({ where, chosen }: Choice): string => `${where}\u0000${chosen}`;
const byPlace = (choices: readonly Choice[]): readonly Choice[] =>
  choices.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));

/** As the keys of a peer group have it: the activity behind `farm/`, or a row of a farm the line was multiplied with. */
function farmRulesOf(line: Line): readonly string[] {
  const named = farm.test(line.activity) ? [line.activity] : rowsOf(line).map(({ id }) => id);
  return named.filter((name) => farm.test(name)).map((name) => name.replace(farm, ""));
}

function allocationsOf({ product, inventory }: Footprint): readonly Choice[] {
  if (inventory === undefined) return [];
  return processesBehind(product, inventory).flatMap(({ id, allocation }) =>
    allocation === undefined || allocation.method === "none" || allocation.shares.length < 2
      ? []
      : [
          {
            kind: "allocation",
            where: id,
            chosen: allocation.method,
            shares: allocation.shares.map((one) => ({ ...one })),
          },
        ],
  );
}

/** The processes a product goes through, and all that these take from others of the plant, in the order of their ids. */
function processesBehind(product: string, { products, processes }: Inventory): Inventory["processes"] {
  const maker = new Map(processes.flatMap((one) => one.outputs.map((output) => [output.product, one] as const)));
  const declared = products.find((one) => one.product === product);
  const waiting = processes.filter(({ id }) => id === declared?.process);
  const found = new Set(waiting);
  for (const { uses } of waiting) {
    for (const use of uses) {
      const next = maker.get(use.product);
      if (next === undefined || found.has(next)) continue;
      found.add(next);
      waiting.push(next);
    }
  }
  return [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
}
