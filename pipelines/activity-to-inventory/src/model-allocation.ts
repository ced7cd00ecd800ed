import { Decimal } from "@celadon/quantity";
import type { Path } from "./fault.ts";
import { type Fraction, fractionOf, one, over, times } from "./fraction.ts";
import { unknownName } from "./model-amounts.ts";
import type { AllocationRule, Flow, Weight } from "./plant-model.ts";
import type { AllocationDraft } from "./process-shape.ts";
import type { Report } from "./report.ts";
import type { Entry } from "./shape-of-many.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";

interface Where {
  readonly path: Path;
  readonly report: Report;
}

/**
 * How a process shares its burden. `makes`: its products that could be read; `names`: all of them.
 *
 *   mass        w = kg per unit of the product
 *   energy      w = kWh per unit of the product
 *   price       w = price per unit of the product
 *   efficiency  w = kWh per unit of the product / reference efficiency of making it alone
 *   share of i  = wᵢ amountᵢ / Σ w amount, or the stated shares, which sum to exactly 1
 */
export function allocationOf(
  draft: AllocationDraft | undefined,
  {
    makes,
    names,
    process,
  }: { readonly makes: readonly Flow[]; readonly names: readonly string[]; readonly process: string },
  report: Report,
): AllocationRule | undefined {
  const where = { path: ["processes", process, "allocation"], report };
  if (draft === undefined) {
    if (names.length <= 1) return { method: "none" };
    report.say(["processes", process, "makes"], {
      problem: `"${process}" makes ${names.length} products (${names.join(", ")}) and does not say how they share its burden.`,
      fix: "Add `allocation`: mass, energy, price, efficiency or shares.",
    });
    return undefined;
  }
  if (names.length === 1) {
    report.say(where.path, {
      severity: "warning",
      problem: `"${process}" makes one product: there is nothing to share.`,
      fix: "Take the allocation out.",
    });
    return { method: "none" };
  }
  judgeKeys(draft, where);
  const reason = draft.why === undefined ? {} : { why: draft.why };
  if (draft.method === "shares") {
    const shares = numbersFor(draft.shares, { key: "shares", names, where });
    if (shares === undefined) return undefined;
    judgeSum(shares, where);
    return { method: "shares", shares: [...shares].map(([product, value]) => ({ product, value })), ...reason };
  }
  const weights = weightsOf(draft, { makes, names, where });
  return weights === undefined || weights.length < makes.length
    ? undefined
    : { method: draft.method, weights, ...reason };
}

const keysOf = {
  mass: [],
  shares: ["shares"],
  price: ["prices"],
  energy: ["energy"],
  efficiency: ["references", "energy"],
} as const;

function judgeKeys(draft: AllocationDraft, { path, report }: Where): void {
  const wanted: readonly string[] = keysOf[draft.method];
  for (const key of ["shares", "prices", "energy", "references"] as const) {
    if (draft[key] === undefined || wanted.includes(key)) continue;
    report.say([...path, key], {
      problem: `"${key}" has no meaning where burden is shared by ${draft.method}.`,
      fix: `Take it out, or change the method.`,
    });
  }
}

interface Asked {
  readonly key: string;
  readonly names: readonly string[];
  readonly where: Where;
}

/** One number for each product, no more and no fewer. */
function numbersFor(
  given: readonly Entry<string>[] | undefined,
  { key, names, where: { path, report } }: Asked,
): ReadonlyMap<string, string> | undefined {
  if (given === undefined) {
    report.say(path, {
      problem: `The method needs "${key}".`,
      fix: `Add \`${key}\` with a number for each of: ${names.join(", ")}.`,
    });
    return undefined;
  }
  for (const { name } of given) {
    if (!names.includes(name))
      report.say([...path, key, name], {
        isName: true,
        ...unknownName("Product", name, names, "Name a product of this process."),
      });
  }
  const missing = names.filter((name) => !given.some((entry) => entry.name === name));
  if (missing.length > 0) {
    report.say([...path, key], {
      problem: `"${key}" says nothing of ${missing.join(", ")}.`,
      fix: "Give each product its number; 0 is one too where it is meant.",
    });
  }
  const known = given.flatMap(({ name, value }) =>
    value !== undefined && names.includes(name) ? [[name, value] as const] : [],
  );
  return known.length === names.length ? new Map(known) : undefined;
}

function judgeSum(shares: ReadonlyMap<string, string>, { path, report }: Where): void {
  const sum = [...shares.values()].reduce((total, share) => total.plus(share), new Decimal(0));
  if (sum.equals(1)) return;
  report.say([...path, "shares"], {
    problem: `The shares sum to ${sum.toFixed()}, not to exactly 1.`,
    fix: "Shares that sum to less lose burden, to more count it twice: correct one of them.",
  });
}

function weightsOf(
  draft: AllocationDraft,
  {
    makes,
    names,
    where,
  }: { readonly makes: readonly Flow[]; readonly names: readonly string[]; readonly where: Where },
): readonly Weight[] | undefined {
  if (draft.method === "price") {
    const prices = numbersFor(draft.prices, { key: "prices", names, where });
    return prices && makes.map((flow) => weight(flow, fractionOf(prices.get(flow.name) ?? "0")));
  }
  if (draft.method === "mass") return makes.flatMap((flow) => inUnit(flow, "kg", where) ?? []);
  const contents = makes.flatMap((flow) => energyOf(flow, draft, where) ?? []);
  if (draft.method === "energy") return contents;
  const references = numbersFor(draft.references, { key: "references", names, where });
  return references && contents.map((content) => divided(content, references.get(content.product) ?? "1"));
}

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

function inUnit(flow: Flow, unit: string, { path, report }: Where): Weight | undefined {
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
function energyOf(flow: Flow, draft: AllocationDraft, where: Where): Weight | undefined {
  const stated = draft.energy?.find(({ name }) => name === flow.name)?.value;
  if (stated === undefined) return inUnit(flow, "kWh", where);
  const { value, unit = "", perUnit = "" } = stated;
  const toKwh = unitRatio(unit, "kWh");
  const perOwn = unitRatio(flow.amount.unit, perUnit);
  if (toKwh !== undefined && perOwn !== undefined) {
    return weight(flow, times(times(fractionOf(value), toKwh), perOwn ?? one));
  }
  where.report.say([...where.path, "energy", flow.name], {
    problem: `${unit}/${perUnit} is no energy per ${flow.amount.unit}.`,
    fix: `Write it like \`2.78 GJ/${flow.amount.unit}\`.`,
  });
  return undefined;
}
