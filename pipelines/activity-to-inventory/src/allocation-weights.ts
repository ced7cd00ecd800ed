import { type Fraction, fractionOf, over, times } from "./fraction.ts";
import type { AllocationWhere } from "./model-allocation.ts";
import type { Flow, WeighedShares, Weight } from "./plant-model.ts";
import type { AllocationDraft } from "./process-shape.ts";
import { type Asked, numbersFor } from "./product-numbers.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";

/**
 * What a unit of each product weighs, by the method of the rule and by every other one the rule states numbers for. Fewer
 * weights than products where one has no such weight, and that has been told.
 */
export function weightsOf(
  draft: AllocationDraft & Required<Pick<AllocationDraft, "method">>,
  makes: readonly Flow[],
  asked: Omit<Asked, "key">,
): readonly WeighedShares[] {
  const { method, prices, energy, references } = draft;
  const { where } = asked;
  const ways: WeighedShares[] = [];
  if (method === "mass") ways.push({ method, weights: makes.flatMap((flow) => inUnit(flow, "kg", where) ?? []) });
  if (method === "price" || prices !== undefined) {
    const all = numbersFor(prices, { key: "prices", ...asked });
    const weights = makes.flatMap((flow) => each(all?.get(flow.name), (price) => weight(flow, fractionOf(price))));
    ways.push({ method: "price", weights });
  }
  const isByEfficiency = method === "efficiency" || references !== undefined;
  if (method !== "energy" && energy === undefined && !isByEfficiency) return ways;
  const contents = makes.flatMap((flow) => energyOf(flow, draft, where) ?? []);
  if (method === "energy" || energy !== undefined) ways.push({ method: "energy", weights: contents });
  if (!isByEfficiency) return ways;
  const all = numbersFor(references, { key: "references", ...asked });
  const weights = contents.flatMap((one) => each(all?.get(one.product), (eta) => divided(one, eta)));
  return [...ways, { method: "efficiency", weights }];
}

const each = <T, U>(value: T | undefined, into: (value: T) => U): readonly U[] =>
  value === undefined ? [] : [into(value)];

const weight = ({ name, amount }: Flow, { above, below }: Fraction): Weight => ({
  product: name,
  unit: amount.unit,
  above: above.toString(),
  below: below.toString(),
});

const divided = (content: Weight, reference: string): Weight => {
  const { above, below } = over(over(fractionOf(content.above), fractionOf(content.below)), fractionOf(reference));
  return { ...content, above: above.toString(), below: below.toString() };
};

function inUnit(flow: Flow, unit: string, { path, report }: AllocationWhere): Weight | undefined {
  const ratio = unitRatio(flow.amount.unit, unit);
  if (ratio !== undefined) return weight(flow, ratio);
  const dimension = dimensionOf(unit);
  report.say(path, {
    problem: `"${flow.name}" is counted in ${flow.amount.unit} (${dimensionOf(flow.amount.unit)}) and has no ${dimension} to share by.`,
    fix:
      dimension === "energy"
        ? `Add \`energy: { ${flow.name}: 2.78 GJ/${flow.amount.unit} }\` with its own content.`
        : "Count it in kg, or share by another rule.",
  });
  return undefined;
}

/** kWh per unit of the product: by its own unit, or by the energy content that the model states. */
function energyOf(flow: Flow, draft: AllocationDraft, where: AllocationWhere): Weight | undefined {
  const stated = draft.energy?.find(({ name }) => name === flow.name)?.value;
  if (stated === undefined) return inUnit(flow, "kWh", where);
  const { value, unit, perUnit } = stated;
  const toKwh = unitRatio(unit, "kWh");
  const perOwn = unitRatio(flow.amount.unit, perUnit);
  if (toKwh !== undefined && perOwn !== undefined) {
    return weight(flow, times(times(fractionOf(value), toKwh), perOwn));
  }
  where.report.say([...where.path, "energy", flow.name], {
    problem: `${unit}/${perUnit} is no energy per ${flow.amount.unit}.`,
    fix: `Write it like \`2.78 GJ/${flow.amount.unit}\`.`,
  });
  return undefined;
}
