import { Declaration, Lot, PlantModel } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { type Declared, declaredOf, type RulesOf } from "./declared.ts";
import type { SeqOf } from "./seq-of.ts";

/** Higher revision wins, then content: 32 bits of revision before 32 bits of a hash. */
const versionOf = (revision: number, content: Uint8Array): bigint =>
  (BigInt(revision) << 32n) | BigInt(`0x${sha256Hex(content).slice(0, 8)}`);

const line = (cells: readonly (string | number | bigint)[]): string => `${cells.join("\t")}\n`;
const textCell = (text: string): string => Buffer.from(text).toString("base64");

/** Stores plant models, declared facts and lots. A repeat replaces its row by itself. */
export async function storeDeclared(
  store: Store,
  { models, declarations, lots }: DeclaredRecords,
  seqOf: SeqOf,
): Promise<void> {
  const modelRows = models.map((model) => {
    const bytes = PlantModel.encode(model).finish();
    const version = versionOf(model.revision, bytes);
    return line([
      textCell(model.factory),
      model.effectiveFromMs,
      version,
      Buffer.from(bytes).toString("base64"),
      seqOf(model.factory),
    ]);
  });
  await store.insert(
    "plantModels",
    ["factory", "fromMs", "version", "content", "seq"],
    Buffer.from(modelRows.join("")),
  );
  const factRow = (fact: Declaration | Lot, bytes: Uint8Array): string =>
    line([
      textCell(fact.factory),
      textCell(fact.key),
      versionOf(fact.revision, bytes),
      Buffer.from(bytes).toString("base64"),
      seqOf(fact.factory),
    ]);
  const factRows = declarations.map((fact) => factRow(fact, Declaration.encode(fact).finish()));
  await store.insert("declarations", factColumns, Buffer.from(factRows.join("")));
  const lotRows = lots.map((lot) => factRow(lot, Lot.encode(lot).finish()));
  await store.insert("lots", factColumns, Buffer.from(lotRows.join("")));
}

const factColumns = ["factory", "key", "version", "content", "seq"] as const;

/** What a batch declares. */
export interface DeclaredRecords {
  readonly models: readonly PlantModel[];
  readonly declarations: readonly Declaration[];
  readonly lots: readonly Lot[];
}

/** Everything declared that stands in the store. */
export async function loadDeclared(store: Store, rulesOf: RulesOf): Promise<Declared> {
  const models = await store.rows<{ content: string }>({ text: "SELECT content FROM plantModels FINAL" });
  const facts = await store.rows<{ content: string }>({ text: "SELECT content FROM declarations FINAL" });
  const lots = await store.rows<{ content: string }>({ text: "SELECT content FROM lots FINAL" });
  return declaredOf(
    {
      models: models.map(({ content }) => PlantModel.decode(Buffer.from(content, "base64"))),
      facts: facts.map(({ content }) => Declaration.decode(Buffer.from(content, "base64"))),
      lots: lots.map(({ content }) => Lot.decode(Buffer.from(content, "base64"))),
    },
    rulesOf,
  );
}
