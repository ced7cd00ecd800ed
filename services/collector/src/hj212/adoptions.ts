import type { Store } from "@celadon/runtime";

/** What somebody decided about a station that no meters file names. The newest decision about a number stands. */
export interface Adoption {
  readonly mn: string;
  readonly decision: "adopted" | "ignored";
  /** Empty when ignored, as the name is. */
  readonly factory: string;
  readonly name: string;
  readonly who: string;
  readonly why: string;
  readonly decidedMs: number;
  /** SHA-256 of number and password, as the station sent them while it waited, in hexadecimal; empty: any password. */
  readonly passwordHash: string;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Keeps a decision. Resolves when durable. */
export async function storeAdoption(store: Store, adoption: Adoption): Promise<void> {
  const { mn, decision, factory, name, who, why, decidedMs, passwordHash } = adoption;
  const texts = [factory, name, who, why].map(base64).join("\t");
  const row = `${mn}\t${decidedMs}\t${decision}\t${texts}\t${passwordHash}\n`;
  await store.insert("adoptions", columns, Buffer.from(row));
}

const columns = ["mn", "decidedMs", "decision", "factory", "name", "who", "why", "passwordHash"] as const;

/** The standing decision about each number, or about one; by number. */
export async function adoptionsIn(store: Store, mn?: string): Promise<readonly Adoption[]> {
  const rows = await store.rows<Omit<Adoption, "decidedMs"> & { readonly decidedMs: string }>({
    text: `SELECT mn, decision, base64Decode(factory) AS factory, base64Decode(name) AS name, base64Decode(who) AS who,
        base64Decode(why) AS why, passwordHash, decidedMs
      FROM adoptions FINAL ${mn === undefined ? "" : "WHERE mn = {mn:String}"}
      ORDER BY mn, decidedMs DESC LIMIT 1 BY mn`,
    params: mn === undefined ? {} : { mn },
  });
  return rows.map((row) => ({ ...row, decidedMs: Number(row.decidedMs) }));
}
