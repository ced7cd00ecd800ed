import { readDecimal } from "@celadon/quantity";
import { amountText } from "./amount-text.ts";
import { choice, decimal, partRule, place, text, unit } from "./leaf.ts";
import { coefficientValue, perUnitMeasure } from "./measure.ts";
import { mapped, may, need, type Read, record, type Shape, scalar } from "./shape.ts";
import { dictionary, list, short } from "./shape-of-many.ts";
import { readUnitPair } from "./unit-pair.ts";

const coefficient = record({
  value: may(coefficientValue, "A number (`0.73`) or a quotient (`44/28`)."),
  unit: may(
    scalar({ type: "string" }, readUnitPair),
    "What it turns into what: kg/m3 turns m3 into kg. Left out: a pure number.",
  ),
  source: may(text, "Where the number comes from."),
  factor: may(text, "Instead of a value: the activity of a factor row."),
  channel: may(
    text,
    "Instead of a value: a state or sample. The amount of each hour is multiplied by its mean in that hour.",
  ),
  row: may(text, "The id of the row, where the tables leave the choice to the plant model."),
  place: may(place, "Place of the row; the plant's where nothing is said."),
});

const basis = choice("primary", "estimated", "assumed");

export const amountFields = {
  amount: need(amountText, "How much: a channel, a sum or difference, `12 t per year`, or `0.4 kg per m2 of leather`."),
  unit: may(unit, "Unit of the result, where it is not that of the amount."),
  times: may(list(coefficient), "Coefficients the amount is multiplied with."),
  basis: may(basis, "primary: measured or invoiced here. estimated. assumed: a recipe or a guess."),
  note: may(text, "What a reader should know."),
};

const flow = record(amountFields);
export type FlowDraft = Read<typeof flow>;

/** A flow that is only an amount may be written as that. */
const flowShape: Shape<FlowDraft> = short(
  mapped(amountText, (amount) => ({ amount })),
  flow,
);

const factorFields = {
  row: may(text, "The id of a factor row, where the model takes another one than the tables would."),
  place: may(place, "Where it comes from, when not from the plant's own place."),
  scope: may(
    choice("1", "2", "3"),
    "Scope of the GHG Protocol. Bought electricity and heat 2, burnt fuel 1, all else 3.",
  ),
};
const factorShape = record({ factor: need(text, "The activity of the factor."), ...factorFields });

const input = record({
  ...amountFields,
  factor: may(text, "The activity of the factor, such as electricity/grid."),
  ...factorFields,
  factors: may(
    dictionary(factorShape, partRule),
    "Several factors for one amount, such as combustion and upstream of a fuel.",
  ),
  stage: may(text, "Life-cycle stage; that of the process where nothing is said."),
});
export type InputDraft = Read<typeof input>;

const gasPattern = /^(CO2-(fossil|biogenic)|CH4-(fossil|biogenic)|N2O|SF6|NF3|(HFC|PFC|HCFC|CFC|HFE)-[0-9A-Za-z-]+)$/;
const gas: Shape<string> = scalar({ type: "string", pattern: gasPattern.source }, (given) =>
  gasPattern.test(given)
    ? { value: given }
    : {
        problem: `"${given}" is no greenhouse gas with its origin.`,
        fix: "Write CO2-fossil, CO2-biogenic, CH4-fossil, CH4-biogenic, N2O, SF6, NF3 or a species such as HFC-134a.",
      },
);

const emission = record({
  gas: need(gas, "The gas, with its origin."),
  ...amountFields,
  stage: may(text, "Life-cycle stage."),
});
export type EmissionDraft = Read<typeof emission>;

/** What a product sells for. What brings nothing is no co-product: a share of zero would hide it, a negative one give a credit. */
const price: Shape<string> = scalar(decimal({}).schema, (given) => {
  const value = readDecimal(given);
  if (value === undefined) return { problem: `"${given}" is no plain decimal number.`, fix: "Write it like `12.5`." };
  if (value.greaterThan(0)) return { value: value.toFixed() };
  return {
    problem: `"${given}" is no price of a product: what sells for nothing, or costs money to be rid of, is waste.`,
    fix: "Take it out of makes and out of prices, and state it under handsOn with the factor of its treatment.",
  };
});

const methods = choice("mass", "energy", "price", "efficiency", "shares");
const allocationRecord = record({
  method: may(methods, "By what the burden is shared among the products. Left out where there is one product."),
  over: may(
    choice("period", "month"),
    "Of which time the shares of a lot are. period: of the lot's own hours, where nothing is said. month: of the calendar months it touches, so that the lots of a month add up to it.",
  ),
  shares: may(dictionary(decimal({ least: "0" }), partRule), "shares: a part for each product; they sum to exactly 1."),
  prices: may(
    dictionary(price, partRule),
    "price: per unit of each product, all in one currency. Beside another method: shown as a sensitivity.",
  ),
  energy: may(
    dictionary(perUnitMeasure, partRule),
    "energy, efficiency: energy content of a product that is not counted in energy, such as `2.78 GJ/t`. Beside another method: shown as a sensitivity.",
  ),
  references: may(
    dictionary(decimal({ above: "0" }), partRule),
    "efficiency: reference efficiency of separate production, such as 0.40 for power and 0.90 for steam. Beside another method: shown as a sensitivity.",
  ),
  why: may(text, "Why this rule."),
});
export type AllocationDraft = Read<typeof allocationRecord>;

const allocationShape: Shape<AllocationDraft> = short(
  mapped(methods, (method): AllocationDraft => ({ method })),
  allocationRecord,
);

export const processShape = record({
  description: may(text, "What happens in it."),
  stage: may(text, "Life-cycle stage, such as energy or wastewater; production where nothing is said."),
  makes: need(dictionary(flowShape, partRule), "Its products and how much of each."),
  uses: may(dictionary(flowShape, partRule), "Products of this plant that go into it."),
  takes: may(dictionary(input, partRule), "What is bought or burnt, each with its factor."),
  emits: may(dictionary(emission, partRule), "Gases it gives off by itself."),
  handsOn: may(dictionary(input, partRule), "Waste that others treat, each with its factor."),
  allocation: may(allocationShape, "How several products share the burden."),
});

export type ProcessDraft = Read<typeof processShape>;
