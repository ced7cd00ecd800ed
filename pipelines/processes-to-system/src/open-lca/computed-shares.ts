import { accept, type Outcome, reject } from "@celadon/quantity";
import { inProportion } from "../allocation/in-proportion.ts";
import { physicalShares } from "../allocation/physical-shares.ts";
import { formulaValue, type Scope } from "../formula.ts";
import { orderedSum } from "../ordered-sum.ts";
import { quoted } from "../quoted.ts";
import type { Archive } from "./archive.ts";
import { listOf, numberOf, refOf, textOf } from "./fields.ts";
import type { ArchiveRaw } from "./raw-exchange.ts";
import { sameName } from "./same-name.ts";

/** Shares that the file does not state, and from what they were made. */
export interface ComputedShares {
  readonly shares: ReadonlyMap<string, number>;
  readonly message: string;
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

function byMass({ archive, amounts }: Supplied): Outcome<ComputedShares, "allocation"> {
  const ids = [...amounts.keys()].sort();
  const ways = massProperties(archive).map((propertyId) => ids.map((id) => perUnit(archive, id, propertyId)));
  const masses = ways.find((way) => !way.includes(undefined)) ?? ways[0] ?? ids.map(() => undefined);
  const coProducts = ids.map((id, at) => ({ id, amount: amounts.get(id) as number, perUnit: masses[at] }));
  const shares = physicalShares(coProducts, "mass");
  if (shares.kind !== "accept") return shares;
  const kg = coProducts.map(({ amount, perUnit: each }) => amount * (each as number)); // else the split was refused
  return accept({
    shares: new Map(ids.map((id, at) => [id, shares.value[at] as number])),
    message: `The file has no physical factors: shared by mass, ${told(ids, kg, shares.value)}.`,
  });
}

/** openLCA keeps what an exchange costs or brings as a whole, not per unit, and its currency beside it. */
function byRevenue({ archive, scope, amounts, references }: Supplied): Outcome<ComputedShares, "allocation"> {
  const ids = [...amounts.keys()].sort();
  const worthOf = ({ stated: { fields } }: ArchiveRaw): number | undefined => {
    if (refOf(fields, "currency") === undefined) return undefined;
    const formula = textOf(fields, "costFormula");
    if (formula === undefined) return numberOf(fields, "costValue");
    const value = formulaValue(formula, scope);
    return value.kind === "accept" ? value.value : undefined;
  };
  const revenueOf = (id: string): number | undefined => {
    const values = references.filter(({ stated }) => stated.flowId === id).map(worthOf);
    return values.includes(undefined) ? undefined : orderedSum(values.map((value) => value as number));
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
