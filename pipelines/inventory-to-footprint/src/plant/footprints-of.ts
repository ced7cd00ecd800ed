import type { CalculateResponse, CalculationRefusal, Inventory } from "@celadon/proto";
import { accept, didYouMean, type Outcome } from "@celadon/quantity";
import { footprintOf } from "./footprint-of.ts";
import type { GwpLookUp } from "./gwp-look-up.ts";
import { type Plant, plantOf } from "./plant-of.ts";
import { type FootprintRefusal, type Refused, refuse } from "./refused.ts";
import type { SolveAdjoint } from "./solve-adjoint.ts";
import { sparseAdjoint } from "./sparse-adjoint.ts";

export interface Engine {
  readonly gwp: GwpLookUp;
  /** The sparse solver where nothing is said. */
  readonly solveAdjoint?: SolveAdjoint;
  /** Empty, or absent: every declared product. */
  readonly products?: readonly string[];
}

/**
 * An inventory becomes the footprint of each declared product, in the order of their declaration; each product asked for is in
 * exactly one of the two lists; an inventory of a lot is asked for the lot's product only. Pure: the same inventory, in any order of its lists, gives the same footprints to the last bit,
 * and what is asked for beside a product does not change it.
 *
 * Refused as a whole: an inventory that contradicts itself (all sentences in the evidence). Refused by product: a process
 * system without an answer. Missing amounts and factors are no refusal: they make an `incomplete` footprint.
 */
export function footprintsOf(
  inventory: Inventory,
  { gwp, solveAdjoint = sparseAdjoint, products = [] }: Engine,
): Outcome<CalculateResponse, "contradictory-inventory"> {
  const plant = plantOf(inventory, gwp);
  if (plant.kind !== "accept") return plant;
  const declared = inventory.products.map(({ product }) => product);
  const strangers = products.filter((product) => !declared.includes(product));
  const isWanted = (product: string): boolean =>
    (products.length === 0 || products.includes(product)) &&
    (inventory.lot === undefined || inventory.lot.product === product);
  const wanted = declared.filter(isWanted);
  const answers = wanted.map((product) => ({ product, answer: answerFor(product, plant.value, solveAdjoint) }));
  return accept({
    footprints: answers.flatMap(({ answer }) => (answer.kind === "accept" ? [answer.value] : [])),
    refusals: [
      ...answers.flatMap(({ product, answer }) => (answer.kind === "reject" ? [refusal(product, answer)] : [])),
      ...strangers.map((product) => refusal(product, notDeclared(product, declared))),
    ],
  });
}

function answerFor(product: string, plant: Plant, solveAdjoint: SolveAdjoint): ReturnType<typeof footprintOf> {
  const declared = plant.inventory.products.find((one) => one.product === product);
  if (declared === undefined) throw new Error(`Product "${product}" was declared a moment ago.`);
  return footprintOf(declared, plant, solveAdjoint);
}

const notDeclared = (product: string, declared: readonly string[]): Refused<FootprintRefusal> =>
  refuse(
    "unknown-product",
    `Product "${product}" is not declared.${didYouMean(product, declared)} Declare it in the plant model, with its unit.`,
    [product],
  );

const refusal = (product: string, { reason, evidence, ids }: Refused<FootprintRefusal>): CalculationRefusal => ({
  product,
  reason,
  evidence,
  ids: ids.slice(0, 10),
  idsTotal: ids.length,
});
