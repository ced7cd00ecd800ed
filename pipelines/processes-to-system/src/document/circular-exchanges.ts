import { accept, type Outcome, reject } from "@celadon/quantity";
import type { Scope } from "../formula.ts";
import { type CircularPart, circularInputs } from "../recycling/circular-inputs.ts";
import type { Circular, CircularSupply } from "./exchange-shape.ts";
import type { StatedFlow } from "./flow-shape.ts";
import { quantityValue } from "./quantity-value.ts";
import type { KeyedExchange } from "./stated-exchange.ts";

const keyOf = {
  virgin: "virgin",
  "recycled-input": "recycled",
  "virgin-displaced": "displacedVirgin",
  "recycling-at-end-of-life": "recyclingAtEnd",
  "energy-recovery": "energyRecovery",
  "heat-displaced": "displacedHeat",
  "power-displaced": "displacedPower",
  disposal: "disposal",
} as const satisfies Readonly<Record<CircularPart, keyof Circular>>;

/**
 * A material by the circular footprint formula as demands of its process, one for each part that is not 0, keyed `id#part`; a credit is a
 * negative demand. Refused: a parameter without a value, parameters that the formula refuses, a part that is needed and not named,
 * or is an elementary flow.
 */
export function circularExchanges(
  circular: Circular,
  flows: ReadonlyMap<string, StatedFlow>,
  scope: Scope,
): Outcome<readonly KeyedExchange[], "formula" | "recycling"> {
  const value = (of: "R1" | "R2" | "R3" | "A" | "amount") => quantityValue(circular[of], scope);
  const optional = (quantity: number | string | undefined): Outcome<number | undefined, "formula"> =>
    quantity === undefined ? accept(undefined) : quantityValue(quantity, scope);
  const read = [value("amount"), value("R1"), value("R2"), value("R3"), value("A")];
  const more = [
    circular.qualityIn,
    circular.qualityOut,
    circular.lhv?.value,
    circular.xerHeat,
    circular.xerPower,
    circular.B,
  ].map(optional);
  const numbers: number[] = [];
  for (const one of read) {
    if (one.kind !== "accept") return one;
    numbers.push(one.value);
  }
  const optionals: (number | undefined)[] = [];
  for (const one of more) {
    if (one.kind !== "accept") return one;
    optionals.push(one.value);
  }
  const [amount, R1, R2, R3, A] = numbers as [number, number, number, number, number]; // as many as were asked for
  const [qualityIn, qualityOut, LHV, XERheat, XERelec, B] = optionals;
  const hasEnergy = LHV !== undefined && XERheat !== undefined && XERelec !== undefined;
  const energy = hasEnergy ? { LHV, XERheat, XERelec } : undefined;
  const inputs = circularInputs({ R1, R2, R3, A, ...(B === undefined ? {} : { B }), qualityIn, qualityOut, energy });
  if (inputs.kind !== "accept") {
    return reject("recycling", `Circular material "${circular.id}": ${inputs.evidence}`);
  }
  const missing = inputs.value.map(({ of }) => keyOf[of]).filter((key) => circular[key] === undefined);
  if (missing.length > 0) {
    const names = missing.map((key) => `"${key}"`).join(", ");
    return reject("recycling", `Circular material "${circular.id}" needs ${names}, and names no flow for it. Name it.`);
  }
  const natural = Object.values(keyOf).filter((key) => flows.get(circular[key]?.flow ?? "")?.kind === "elementary");
  if (natural.length > 0) {
    const names = natural.map((key) => `"${key}"`).join(", ");
    const evidence = `Circular material "${circular.id}" takes ${names} from nature: each part is bought or treated. Name a product or waste.`;
    return reject("recycling", evidence);
  }
  return accept(
    inputs.value.map(({ of, amount: perUnit }) => {
      const supply = circular[keyOf[of]] as CircularSupply; // none is missing, as just seen
      const isEnergy = of === "heat-displaced" || of === "power-displaced";
      return demandOf(supply, flows, {
        key: `${circular.id}#${keyOf[of]}`,
        amount: amount * perUnit,
        unit: isEnergy && circular.lhv !== undefined ? circular.lhv.unit : circular.unit,
      });
    }),
  );
}

const demandOf = (
  { flow, provider, providers }: CircularSupply,
  flows: ReadonlyMap<string, StatedFlow>,
  { key, amount, unit }: { readonly key: string; readonly amount: number; readonly unit: string },
): KeyedExchange => ({
  key,
  exchange: {
    ...{ id: key, flow, amount, unit, provider, providers },
    direction: flows.get(flow)?.kind === "waste" ? "output" : "input",
    ...{ reference: undefined, avoided: undefined, location: undefined, uncertainty: undefined, comment: undefined },
  },
});
