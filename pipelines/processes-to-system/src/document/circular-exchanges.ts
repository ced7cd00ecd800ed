import { accept, type Outcome, reject } from "@celadon/quantity";
import type { Scope } from "../formula.ts";
import { circularFormulas } from "../recycling/circular-formulas.ts";
import { type CircularPart, circularInputs } from "../recycling/circular-inputs.ts";
import type { Circular, CircularSupply } from "./exchange-shape.ts";
import type { StatedFlow } from "./flow-shape.ts";
import { quantityValue, valuedQuantity } from "./quantity-value.ts";
import type { Quantity } from "./shape.ts";
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
  const stated = [
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
  for (const one of stated) {
    if (one.kind !== "accept") return one;
    optionals.push(one.value);
  }
  const [amount, R1, R2, R3, A] = numbers as [number, number, number, number, number]; // as many as were asked for
  const [qualityIn, qualityOut, LHV, XERheat, XERelec, B] = optionals;
  const hasEnergy = LHV !== undefined && XERheat !== undefined && XERelec !== undefined;
  const energy = hasEnergy ? { LHV, XERheat, XERelec } : undefined;
  const others = { A, ...(B === undefined ? {} : { B }), qualityIn, qualityOut, energy };
  const inputs = circularInputs({ R1, R2, R3, ...others });
  const [mightR1, mightR2, mightR3] = [
    mightBe(R1, circular.R1, scope),
    mightBe(R2, circular.R2, scope),
    mightBe(R3, circular.R3, scope),
  ];
  const possible = circularInputs({ R1: mightR1, R2: mightR2, R3: mightR3, ...others });
  const refuse = (why: string) => reject("recycling", `Circular material "${circular.id}": ${why}`);
  if (inputs.kind !== "accept") return refuse(inputs.evidence);
  if (possible.kind !== "accept") return refuse(possible.evidence);
  const formulas = drawnFormulas(circular, scope);
  // A part that is nothing in the static run may be something in another.
  const isLeft = isDrawn(circular.R2, scope) || isDrawn(circular.R3, scope);
  const might: readonly CircularPart[] = [
    ...possible.value.map(({ of }) => of),
    ...(isLeft ? ["disposal" as const] : []),
  ];
  const still = new Set(inputs.value.map(({ of }) => of));
  const more = [...new Set(might)].filter((of) => !still.has(of));
  const parts = [...inputs.value, ...more.map((of) => ({ of, amount: 0 }))];
  const missing = parts.map(({ of }) => keyOf[of]).filter((key) => circular[key] === undefined);
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
    parts.map(({ of, amount: perUnit }) => {
      const supply = circular[keyOf[of]] as CircularSupply; // none is missing, as just seen
      const isEnergy = of === "heat-displaced" || of === "power-displaced";
      return demandOf(supply, flows, {
        key: `${circular.id}#${keyOf[of]}`,
        amount: formulas === undefined ? amount * perUnit : formulas[of],
        unit: isEnergy && circular.lhv !== undefined ? circular.lhv.unit : circular.unit,
      });
    }),
  );
}

const isDrawn = (quantity: Quantity | undefined, scope: Scope): boolean => {
  const valued = quantity === undefined ? undefined : valuedQuantity(quantity, scope);
  return valued?.kind === "accept" && valued.value.words !== undefined;
};

/** Off 0 or 1 by less than sums of shares may be off. */
const nudge = 1e-13;

/** A share that is drawn is neither 0 nor 1 in every run: what needs it to be something asks for what it needs. */
const mightBe = (share: number, quantity: Quantity, scope: Scope): number => {
  if (!isDrawn(quantity, scope)) return share;
  return share === 0 ? nudge : share === 1 ? 1 - nudge : share;
};

/** The parts as formulas, where something of them follows from drawn parameters. Undefined: they are numbers. */
function drawnFormulas(circular: Circular, scope: Scope): Readonly<Record<CircularPart, string>> | undefined {
  const { amount, R1, R2, R3, A, B, qualityIn, qualityOut, lhv, xerHeat, xerPower } = circular;
  const all = [amount, R1, R2, R3, A, B, qualityIn, qualityOut, lhv?.value, xerHeat, xerPower];
  if (!all.some((quantity) => isDrawn(quantity, scope))) return undefined;
  const text = (quantity: Quantity | undefined): string | undefined => quantity?.toString();
  const perUnit = circularFormulas({
    ...{ R1: `${R1}`, R2: `${R2}`, R3: `${R3}`, A: `${A}`, B: text(B) },
    ...{ qualityIn: text(qualityIn), qualityOut: text(qualityOut) },
    ...{ LHV: text(lhv?.value), XERheat: text(xerHeat), XERelec: text(xerPower) },
  });
  const parts = Object.entries(perUnit).map(([of, formula]) => [of, `(${amount}) * (${formula})`]);
  return Object.fromEntries(parts) as Readonly<Record<CircularPart, string>>; // its own keys
}

const demandOf = (
  { flow, provider, providers }: CircularSupply,
  flows: ReadonlyMap<string, StatedFlow>,
  { key, amount, unit }: { readonly key: string; readonly amount: Quantity; readonly unit: string },
): KeyedExchange => ({
  key,
  exchange: {
    ...{ id: key, flow, amount, unit, provider, providers },
    direction: flows.get(flow)?.kind === "waste" ? "output" : "input",
    ...{ reference: undefined, avoided: undefined, location: undefined, uncertainty: undefined, comment: undefined },
  },
});
