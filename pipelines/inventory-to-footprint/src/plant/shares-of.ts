import type { Process } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { type Contradictions, readAmount } from "./contradiction.ts";
import { named } from "./refused.ts";

const methods = ["none", "mass", "energy", "price", "efficiency", "shares"];

/**
 * Which part of a process's burden each of its products carries: shares >= 0 that add up to exactly 1. One product carries all.
 *
 * Undefined: a share is unknown, because an output it rests on is, or because a gap at the process says so (its rule changed within
 * the period). Never all to the first product, never equal parts: several products without a rule are a contradiction.
 */
export function sharesOf(
  { id, outputs, allocation }: Process,
  unknown: { readonly byGap: boolean; readonly byOutput: boolean },
  found: Contradictions,
): ReadonlyMap<string, Decimal | undefined> {
  const products = [...new Set(outputs.map(({ product }) => product))].sort();
  const method = allocation?.method ?? "none";
  const given = allocation?.shares ?? [];
  if (!methods.includes(method)) {
    found.say(`Process "${id}": allocation method "${method}" is not known. Take one of ${methods.join(", ")}.`);
  } else if (products.length > 1 && method === "none" && !unknown.byGap) {
    found.say(`Process "${id}" makes ${named(products)} without a rule to share its burden. Give it an allocation.`);
  }
  if (given.length === 0 && products.length === 1) return new Map(products.map((product) => [product, new Decimal(1)]));
  if (given.length === 0) {
    if (method !== "none" && !unknown.byGap && !unknown.byOutput) {
      found.say(`Process "${id}": allocation by ${method} gives no shares for ${named(products)}. Give one to each.`);
    }
    return new Map(products.map((product) => [product, undefined]));
  }
  const shares = new Map(
    given.map(({ product, share }) => [product, readAmount(share, `Process "${id}", share of "${product}"`, found)]),
  );
  const strangers = [...shares.keys()].filter((product) => !products.includes(product));
  const forgotten = products.filter((product) => shares.get(product) === undefined);
  if (strangers.length > 0) found.say(`Process "${id}" gives a share to ${named(strangers)}, which it does not make.`);
  if (forgotten.length > 0)
    found.say(`Process "${id}" gives no share to ${named(forgotten)}. Give one to each product.`);
  if (shares.size < given.length) found.say(`Process "${id}" gives two shares to one product. Keep one of them.`);
  for (const [product, share] of shares) {
    if (share?.isNegative() && !share.isZero()) {
      found.say(`Process "${id}": the share of "${product}" is ${share.toFixed()}. A share is 0 or more.`);
    }
  }
  const known = [...shares.values()].filter((share) => share !== undefined);
  const sum = known.reduce((total, share) => total.plus(share), new Decimal(0));
  if (forgotten.length === 0 && !sum.equals(1)) {
    found.say(`Process "${id}": its shares add up to ${sum.toFixed()}. They have to add up to exactly 1.`);
  }
  return shares;
}
