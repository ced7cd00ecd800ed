import { Lot } from "@celadon/proto";
import { readInstant } from "@celadon/quantity";
import { refuse } from "@celadon/runtime";

const bad = (message: string) => refuse({ status: 400, code: "bad-lots", message });

const objectOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;

/**
 * Lots as people write them: `{ factory, who, why, lots: [{ product, name, from, to, quantity, unit, attributes, key, withdrawn }] }`,
 * instants and decimals as text. What is left out is judged with everything else; what is of another kind is refused here.
 */
export function readLots(body: Readonly<Record<string, unknown>>): readonly Lot[] {
  const { factory, who, why, lots } = body;
  if (!Array.isArray(lots)) throw bad('"lots" must be given, as a list.');
  return lots.map((one: unknown, i) => {
    const lot = objectOf(one);
    if (lot === undefined) throw bad(`lots[${i}] is no object.`);
    const text = (name: string, value: unknown): string => {
      if (value === undefined) return "";
      if (typeof value === "string") return value;
      throw bad(`"${name}" must be text, as in "${name}": "2026-01-31T08:00:00+08:00" or "1840.5".`);
    };
    const instant = (name: "from" | "to"): bigint => {
      if (lot["withdrawn"] === true && lot[name] === undefined) return 0n;
      const said = text(name, lot[name]);
      const atMs = readInstant(said);
      if (atMs !== undefined) return BigInt(atMs);
      throw bad(
        `lots[${i}]: "${name}" is "${said}", which is no date and time with its offset: write 2026-01-31T08:00:00+08:00.`,
      );
    };
    const attributes = Object.entries(objectOf(lot["attributes"]) ?? {});
    return Lot.fromPartial({
      factory: text("factory", factory),
      who: text("who", who),
      why: text("why", why),
      key: text("key", lot["key"]),
      product: text("product", lot["product"]),
      name: text("name", lot["name"]),
      fromMs: instant("from"),
      toMs: instant("to"),
      quantity: text("quantity", lot["quantity"]),
      unit: text("unit", lot["unit"]),
      attributes: attributes.map(([name, value]) => ({ name, value: text(name, value) })),
      withdrawn: lot["withdrawn"] === true,
    });
  });
}
