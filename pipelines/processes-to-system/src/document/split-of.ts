import { accept, type Outcome, reject } from "@celadon/quantity";
import { causalShares } from "../allocation/causal-shares.ts";
import { economicShares } from "../allocation/economic-shares.ts";
import { efficiencyShares } from "../allocation/efficiency-shares.ts";
import { exergyShares } from "../allocation/exergy-shares.ts";
import { givenShares } from "../allocation/given-shares.ts";
import { physicalShares } from "../allocation/physical-shares.ts";
import type { GivenShare } from "../allocation/stated-shares.ts";
import type { Scope } from "../formula.ts";
import { quoted } from "../quoted.ts";
import type { RawExchange, Split } from "../raw-process.ts";
import type { StatedAllocation } from "./allocation-shape.ts";
import type { DocumentContext } from "./document-context.ts";
import { drawnShares } from "./drawn-shares.ts";
import { propertiesOf } from "./properties-of.ts";
import { quantityValue } from "./quantity-value.ts";
import type { Quantity } from "./shape.ts";

/** A process with several references. */
export interface Splittable {
  readonly processId: string;
  /** What it gives of each reference, in the flow's unit, in order of id. */
  readonly references: readonly { readonly id: string; readonly amount: number }[];
  readonly others: readonly RawExchange[];
  /** All of its exchanges, the references among them. */
  readonly exchanges: readonly RawExchange[];
}

type Row = Outcome<readonly number[], "allocation" | "formula">;

/** Shares by the reference's id, of exactly the references: a name that is none of them would be left out in silence. */
function sharesIn(
  of: string,
  said: ReadonlyMap<string, Quantity>,
  { references }: Splittable,
  scope: Scope,
): Outcome<readonly GivenShare[], "allocation" | "formula"> {
  const strangers = [...said.keys()].filter((id) => !references.some((one) => one.id === id));
  if (strangers.length > 0) return reject("allocation", `${of} names "${strangers.join('", "')}", no reference of it.`);
  const shares: GivenShare[] = [];
  for (const { id } of references) {
    const quantity = said.get(id);
    const share = quantity === undefined ? accept(undefined) : quantityValue(quantity, scope);
    if (share.kind !== "accept") return share;
    shares.push({ id, share: share.value });
  }
  return accept(shares);
}

type Causal = Extract<StatedAllocation, { readonly method: "causal" }>;

function causalSplit(
  allocation: Causal,
  split: Splittable,
  scope: Scope,
): Outcome<Split["shares"], "allocation" | "formula"> {
  const { processId, references, others } = split;
  const keys = new Set(others.map(({ stated }) => stated.key));
  const strangers = [...allocation.exchanges.keys()].filter((key) => !keys.has(key));
  if (strangers.length > 0) {
    const known = [...keys].join(", ");
    return reject(
      "allocation",
      `The causal shares of process "${processId}" name exchanges it does not have: ${strangers.join(", ")}. It has: ${known}.`,
    );
  }
  const splits: { exchange: string; shares: readonly GivenShare[] }[] = [];
  for (const { stated } of others) {
    const said = allocation.exchanges.get(stated.key) ?? allocation.others;
    if (said === undefined) {
      return reject(
        "allocation",
        `Process "${processId}" is split exchange by exchange, and "${stated.key}" has no shares. Give them, or "others".`,
      );
    }
    const shares = sharesIn(`The split of "${stated.key}" in process "${processId}"`, said, split, scope);
    if (shares.kind !== "accept") return shares;
    splits.push({ exchange: stated.key, shares: shares.value });
  }
  const rows = causalShares(processId, splits);
  if (rows.kind !== "accept") return rows;
  const byKey = new Map(splits.map(({ exchange }, at) => [exchange, rows.value[at] as readonly number[]]));
  const place = new Map(references.map(({ id }, at) => [id, at]));
  // Every exchange and every reference was put there above.
  return accept((flowId, { stated }) => byKey.get(stated.key)?.[place.get(flowId) as number] as number);
}

/** One share of all exchanges for each reference, in their order. */
function rowOf(
  allocation: Exclude<StatedAllocation, Causal | { readonly method: "substitution" }>,
  split: Splittable,
  context: DocumentContext & { readonly scope: Scope },
): Row {
  const { processId, references } = split;
  const { scope } = context;
  const propertyOf = (name: string): Outcome<ReadonlyMap<string, number>, "allocation" | "formula"> =>
    propertiesOf(
      name,
      references.map(({ id }) => id),
      context,
    );
  switch (allocation.method) {
    case "shares": {
      const shares = sharesIn(`The split of process "${processId}"`, allocation.shares, split, scope);
      return shares.kind === "accept" ? givenShares(processId, shares.value) : shares;
    }
    case "physical": {
      const values = propertyOf(allocation.property);
      if (values.kind !== "accept") return values;
      const parts = references.map((one) => ({ ...one, perUnit: values.value.get(one.id) }));
      return physicalShares(parts, allocation.property);
    }
    case "economic": {
      const values = propertyOf("price");
      if (values.kind !== "accept") return values;
      return economicShares(references.map((one) => ({ ...one, price: values.value.get(one.id) })));
    }
    case "efficiency": {
      const values = propertyOf("energy");
      if (values.kind !== "accept") return values;
      const said = sharesIn(`The efficiencies of process "${processId}"`, allocation.efficiencies, split, scope);
      if (said.kind !== "accept") return said;
      return efficiencyShares(
        references.map((one, at) => ({
          ...one,
          perUnit: values.value.get(one.id),
          efficiency: said.value[at]?.share,
        })),
      );
    }
    case "exergy": {
      const values = propertyOf("energy");
      if (values.kind !== "accept") return values;
      const said = sharesIn(`The temperatures of process "${processId}"`, allocation.heatAtKelvin, split, scope);
      if (said.kind !== "accept") return said;
      const unclear = allocation.power.filter(
        (id) => allocation.heatAtKelvin.has(id) || !references.some((one) => one.id === id),
      );
      if (unclear.length > 0) {
        const evidence = `Power of process "${processId}" is one of its references without a temperature, and these are not: ${quoted(unclear)}.`;
        return reject("allocation", evidence);
      }
      return exergyShares(
        references.map((one, at) => ({
          ...one,
          perUnit: values.value.get(one.id),
          is: allocation.power.includes(one.id) ? "power" : { heatAtKelvin: said.value[at]?.share },
        })),
      );
    }
  }
}

const nameOf = (allocation: StatedAllocation): string => {
  switch (allocation.method) {
    case "shares":
      return "the shares stated";
    case "physical":
      return allocation.property;
    case "economic":
      return "revenue";
    default:
      return allocation.method;
  }
};

/**
 * How a process is split among its references: one takes all, several by the method stated. Refused, with the process: no method, or one
 * that cannot be carried out. Nothing is ever split into equal parts.
 */
export function splitOf(
  allocation: StatedAllocation | undefined,
  split: Splittable,
  context: DocumentContext & { readonly scope: Scope },
): Outcome<Split, "allocation"> {
  const { processId, references } = split;
  if (references.length === 1) return accept({ shares: () => 1, made: undefined });
  const refuse = (why: string): Outcome<Split, "allocation"> =>
    reject("allocation", `Process "${processId}" has ${references.length} references: ${why}`);
  if (allocation === undefined) {
    return refuse("no allocation is stated. State one; nothing is split into equal parts.");
  }
  if (allocation.method === "substitution") {
    return refuse("by substitution one of them stays the reference, and the others displace. Mark one alone.");
  }
  if (allocation.method === "causal") {
    const shares = causalSplit(allocation, split, context.scope);
    const message = "Shared exchange by exchange, as stated.";
    return shares.kind === "accept"
      ? accept({
          shares: shares.value,
          made: { rule: "split-by-file", message },
          shareWords: drawnShares(allocation, split, [], context),
        })
      : refuse(shares.evidence);
  }
  const row = rowOf(allocation, split, context);
  if (row.kind !== "accept") return refuse(row.evidence);
  const byId = new Map(references.map(({ id }, at) => [id, row.value[at] as number])); // a share for each, in their order
  const made = {
    rule: allocation.method === "shares" ? "split-by-file" : "split-computed",
    message: `Shared by ${nameOf(allocation)}: ${[...byId].map(([id, share]) => `"${id}" ${share}`).join(", ")}.`,
  } as const;
  const shareWords = drawnShares(allocation, split, row.value, context);
  return accept({ shares: (flowId) => byId.get(flowId) as number, made, shareWords });
}
