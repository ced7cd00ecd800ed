import { importRulesOf, readPlantModel } from "@celadon/activity-to-inventory";
import {
  csvDecoder,
  importDecoder,
  jsonDecoder,
  ndjsonDecoder,
  type ReadingDecoder,
  type ReadingSink,
} from "@celadon/meter-to-telemetry";
import { PlantModel } from "@celadon/proto";
import { didYouMean } from "@celadon/quantity";
import { refuse, type Store } from "@celadon/runtime";

export const readingFormats = ["ndjson", "json", "csv"] as const;
export type ReadingFormat = (typeof readingFormats)[number];

export interface DecoderWanted {
  readonly format: ReadingFormat;
  readonly factory: string | undefined;
  /** Name of an import rule of the factory's plant model, for files of other systems. */
  readonly importName: string | undefined;
  readonly receivedMs: number;
}

/** The decoder for a body, waiting for its sink. */
export async function decoderOf(
  { format, factory, importName, receivedMs }: DecoderWanted,
  store: Store,
): Promise<(sink: ReadingSink) => ReadingDecoder> {
  const options = { receivedMs, ...(factory === undefined ? {} : { defaults: { factory } }) };
  if (importName !== undefined) {
    if (factory === undefined || format !== "csv") {
      const message = '"import" reads a CSV file of one factory: give "factory" and "format=csv" with it.';
      throw refuse({ status: 400, code: "bad-import", message });
    }
    const rule = await importRule(store, factory, importName);
    return (sink) => importDecoder({ rule, factory, receivedMs }, sink);
  }
  const decoders = { ndjson: ndjsonDecoder, json: jsonDecoder, csv: csvDecoder };
  return (sink) => decoders[format](options, sink);
}

/** The rule of this name in the newest version of the factory's plant model. */
async function importRule(store: Store, factory: string, name: string) {
  const rows = await store.rows<{ content: string }>({
    text: "SELECT content FROM plantModels FINAL WHERE factory = {factory:String} ORDER BY fromMs DESC LIMIT 1",
    params: { factory: Buffer.from(factory).toString("base64") },
  });
  const [stored] = rows.map(({ content }) => PlantModel.decode(Buffer.from(content, "base64")));
  if (stored === undefined) {
    const message = `Factory "${factory}" has no plant model, so it has no import rules: celadon plant apply FILE.`;
    throw refuse({ status: 404, code: "unknown-plant", message });
  }
  const model = readPlantModel(stored.yaml);
  if (model.kind !== "accept") throw new Error(`A stored plant model cannot be read: ${model.evidence}`);
  const rules = importRulesOf(model.value);
  const rule = rules.find((one) => one.name === name);
  if (rule !== undefined) return rule;
  const known = rules.map((one) => one.name);
  const message = `Factory "${factory}" declares no import "${name}".${didYouMean(name, known)} Declared: ${known.join(", ") || "none"}.`;
  throw refuse({ status: 404, code: "unknown-import", message });
}
