import type { FactorUse, Footprint, Inventory } from "@celadon/proto";
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
  const farmRules = new Map<string, Choice>();
  const rows = new Map<string, Choice>();
  for (const line of linesOf(footprint)) {
    // A period that is cut at a year has two lines of one flow: they are one place.
    const where = `${line.process}/${line.flow}`;
    const add = (kind: string, chosen: string): void => {
      (kind === "factor" ? rows : farmRules).set(`${where}\u0000${chosen}`, { kind, where, chosen, shares: [] });
    };
    // As the keys of a peer group have it: the activity behind `farm/`, or a row of a farm the line was multiplied with.
    const isFarm = farm.test(line.activity);
    if (isFarm) add("farm rule", line.activity.replace(farm, ""));
    for (const row of [...line.factors, ...line.coefficients]) {
      if (!farm.test(row.id)) {
        if (isChoice(row)) add("factor", row.id);
      } else if (!isFarm) add("farm rule", row.id.replace(farm, ""));
    }
  }
  return [...inOrder(farmRules), ...allocationsOf(footprint), ...inOrder(rows)];
}

const inOrder = (choices: ReadonlyMap<string, Choice>): readonly Choice[] =>
  [...choices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, choice]) => choice);

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
