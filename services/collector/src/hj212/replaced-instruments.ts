import type { ReplacedInstrument } from "@celadon/meter-to-telemetry";
import type { Store } from "@celadon/runtime";

/** An instrument that a station says was replaced. */
export interface Replacement extends ReplacedInstrument {
  readonly factory: string;
  readonly name: string;
}

/** Instruments that were replaced, by what stations say (3019): proposals, until a person declares the epoch. */
export interface ReplacedInstruments {
  /** Resolves when durable; a repeat changes nothing. */
  keep(replacements: readonly Replacement[]): Promise<void>;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

export const replacedInstruments = (store: Store): ReplacedInstruments => ({
  keep: async (replacements) => {
    const rows = replacements.map(({ factory, name, code, serial, atMs }) =>
      [...[factory, name, code, serial].map(base64), atMs].join("\t"),
    );
    await store.insert(
      "replacedInstruments",
      ["factory", "name", "code", "serial", "atMs"],
      Buffer.from(`${rows.join("\n")}\n`),
    );
  },
});

/** All of them, oldest first. */
export async function replacementsIn(store: Store): Promise<readonly Replacement[]> {
  const rows = await store.rows<Omit<Replacement, "atMs"> & { readonly atMs: string }>({
    text: `SELECT base64Decode(factory) AS factory, base64Decode(name) AS name, base64Decode(code) AS code,
        base64Decode(serial) AS serial, atMs FROM replacedInstruments FINAL ORDER BY atMs, code`,
  });
  return rows.map((row) => ({ ...row, atMs: Number(row.atMs) }));
}
