import type { Replacement } from "@celadon/inventory-to-footprint/systems";

/**
 * `product=other`, `product=other*factor`, `product@process=other*factor`. An id that holds one of these signs can be told in a file of
 * scenarios, as an object. Undefined: no such text.
 */
export function replacementIn(text: string): Replacement | undefined {
  const found = /^([^=@]+)(?:@([^=]+))?=([^=*]+)(?:\*([^=*]+))?$/.exec(text);
  if (found === null) return undefined;
  const [, product, process, other, times] = found.map((part) => part?.trim());
  const factor = times === undefined || times === "" ? undefined : Number(times);
  if (!product || !other || times === "" || process === "" || Number.isNaN(factor)) return undefined;
  const by = [{ product: other, ...(factor === undefined ? {} : { factor }) }];
  return { product, ...(process === undefined ? {} : { process }), by };
}
