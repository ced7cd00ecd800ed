import { Declaration, PlantModel } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { type Declared, declaredOf, type RulesOf } from "./declared.ts";
import type { SeqOf } from "./seq-of.ts";

/** Higher revision wins, then content: 32 bits of revision before 32 bits of a hash. */
const versionOf = (revision: number, content: Uint8Array): bigint =>
  (BigInt(revision) << 32n) | BigInt(`0x${sha256Hex(content).slice(0, 8)}`);

const line = (cells: readonly (string | number | bigint)[]): string => `${cells.join("\t")}\n`;
const textCell = (text: string): string => Buffer.from(text).toString("base64");

/** Stores plant models and declared facts. A repeat replaces its row by itself. */
export async function storeDeclared(
  store: Store,
  models: readonly PlantModel[],
  declarations: readonly Declaration[],
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
  const factRows = declarations.map((fact) => {
    const bytes = Declaration.encode(fact).finish();
    const version = versionOf(fact.revision, bytes);
    return line([
      textCell(fact.factory),
      textCell(fact.key),
      version,
      Buffer.from(bytes).toString("base64"),
      seqOf(fact.factory),
    ]);
  });
  await store.insert("declarations", ["factory", "key", "version", "content", "seq"], Buffer.from(factRows.join("")));
}

/** Everything declared that stands in the store. */
export async function loadDeclared(store: Store, rulesOf: RulesOf): Promise<Declared> {
  const models = await store.rows<{ content: string }>({ text: "SELECT content FROM plantModels FINAL" });
  const facts = await store.rows<{ content: string }>({ text: "SELECT content FROM declarations FINAL" });
  return declaredOf(
    models.map(({ content }) => PlantModel.decode(Buffer.from(content, "base64"))),
    facts.map(({ content }) => Declaration.decode(Buffer.from(content, "base64"))),
    rulesOf,
  );
}
