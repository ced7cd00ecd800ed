import { accept, type Outcome, reject } from "@celadon/quantity";
import { inProportion } from "../allocation/in-proportion.ts";
import { physicalShares } from "../allocation/physical-shares.ts";
import { type DrawnWeight, proportionWords } from "../allocation/proportion-words.ts";
import { sumOf } from "../drawn-parameter.ts";
import { formulaValue, type Scope, type Valued } from "../formula.ts";
import { orderedSum } from "../ordered-sum.ts";
import { quoted } from "../quoted.ts";
import { referenceWords } from "../reference-words.ts";
import type { Archive } from "./archive.ts";
import { listOf, numberOf, refOf, textOf } from "./fields.ts";
import type { ArchiveRaw } from "./raw-exchange.ts";
import { sameName } from "./same-name.ts";

/** Shares that the file does not state, and from what they were made. */
export interface ComputedShares {
  readonly shares: ReadonlyMap<string, number>;
  readonly message: string;
  /** The shares as formulas, where they follow from drawn parameters. */
  readonly words: ReadonlyMap<string, string> | undefined;
}

interface Supplied {
  readonly archive: Archive;
  readonly scope: Scope;
  /** What the process supplies of each of its references, in their reference units. */
  readonly amounts: ReadonlyMap<string, number>;
  readonly references: readonly ArchiveRaw[];
}

/** The mass of openLCA's reference data; other archives bring a property of that name. */
const massId = "93a60a56-a3c8-11da-a746-0800200b9a66";

const massProperties = ({ documents }: Archive): readonly string[] =>
  [...(documents.get("FlowProperty") ?? [])]
    .filter(([id, property]) => id === massId || sameName(textOf(property, "name")?.toLowerCase(), "mass"))
    .map(([id]) => id);

/** One reference unit of the flow is so much of the property. */
function perUnit({ documents }: Archive, flowId: string, propertyId: string): number | undefined {
  const flow = documents.get("Flow")?.get(flowId);
  const stated = flow && listOf(flow, "flowProperties").find((one) => refOf(one, "flowProperty") === propertyId);
  return stated && numberOf(stated, "conversionFactor");
}

const told = (ids: readonly string[], amounts: readonly number[], shares: readonly number[]): string =>
  ids.map((id, at) => `"${id}" ${amounts[at]} (share ${shares[at]})`).join(", ");

function byMass({ archive, amounts, references }: Supplied): Outcome<ComputedShares, "allocation"> {
  const ids = [...amounts.keys()].sort();
  const ways = massProperties(archive).map((propertyId) => ids.map((id) => perUnit(archive, id, propertyId)));
  const masses = ways.find((way) => !way.includes(undefined)) ?? ways[0] ?? ids.map(() => undefined);
  const coProducts = ids.map((id, at) => ({ id, amount: amounts.get(id) as number, perUnit: masses[at] }));
  const shares = physicalShares(coProducts, "mass");
  if (shares.kind !== "accept") return shares;
  const kg = coProducts.map(({ amount, perUnit: each }) => amount * (each as number)); // else the split was refused
  const weights = coProducts.map(({ id, perUnit: each }, at): DrawnWeight => {
    const words = referenceWords(references, id);
    return { id, value: kg[at] as number, words: words && `${words} ${each} *` };
  });
  return accept({
    shares: new Map(ids.map((id, at) => [id, shares.value[at] as number])),
    message: `The file has no physical factors: shared by mass, ${told(ids, kg, shares.value)}.`,
    words: proportionWords(weights),
  });
}

/** openLCA keeps what an exchange costs or brings as a whole, not per unit, and its currency beside it. */
function byRevenue({ archive, scope, amounts, references }: Supplied): Outcome<ComputedShares, "allocation"> {
  const ids = [...amounts.keys()].sort();
  const worthOf = ({ stated: { fields } }: ArchiveRaw): Valued | undefined => {
    if (refOf(fields, "currency") === undefined) return undefined;
    const formula = textOf(fields, "costFormula");
    const stored = numberOf(fields, "costValue");
    if (formula === undefined) return stored === undefined ? undefined : { value: stored };
    const value = formulaValue(formula, scope);
    return value.kind === "accept" ? value.value : undefined;
  };
  const worthsOf = (id: string) => references.filter(({ stated }) => stated.flowId === id).map(worthOf);
  const revenueOf = (id: string): number | undefined => {
    const values = worthsOf(id).map((one) => one?.value);
    return values.includes(undefined) ? undefined : orderedSum(values.map((value) => value as number));
  };
  const weightOf = (id: string, at: number): DrawnWeight => {
    const worths = worthsOf(id).flatMap((one) => (one === undefined ? [] : [one]));
    const isDrawn = worths.some(({ words }) => words !== undefined);
    const words = isDrawn ? sumOf(worths.map(({ value, words }) => words ?? `${value}`)) : undefined;
    return { id, value: revenues[at] as number, words };
  };
  const revenues = ids.map(revenueOf);
  const shares = inProportion(
    ids.map((id, at) => ({ id, weight: revenues[at] })),
    "price in a currency",
  );
  if (shares.kind !== "accept") return shares;
  const currencies = [...new Set(references.map(({ stated }) => refOf(stated.fields, "currency") as string))].sort();
  const names = currencies.map((id) => {
    const currency = archive.documents.get("Currency")?.get(id);
    return (currency && (textOf(currency, "code") ?? textOf(currency, "name"))) ?? id;
  });
  if (names.length > 1) {
    return reject("allocation", `Its co-products are priced in ${names.length} currencies: ${quoted(names)}. Use one.`);
  }
  const revenue = revenues.map((value) => value as number); // else the split was refused
  return accept({
    shares: new Map(ids.map((id, at) => [id, shares.value[at] as number])),
    message: `The file has no economic factors: shared by what each brings in ${names[0]}, ${told(ids, revenue, shares.value)}.`,
    words: proportionWords(ids.map(weightOf)),
  });
}

/**
 * The shares of a method that the file names without stating its factors: physical by mass, where every co-product has one; economic by what each
 * brings, where all have a price in one currency. Refused, with the co-products: a mass or price that is missing or negative, several currencies.
 */
export const computedShares = (
  method: "physical" | "economic",
  supplied: Supplied,
): Outcome<ComputedShares, "allocation"> => (method === "physical" ? byMass(supplied) : byRevenue(supplied));
