import { importRulesOf } from "@celadon/activity-to-inventory";
import {
  csvDecoder,
  type ImportRule,
  importDecoder,
  jsonDecoder,
  ndjsonDecoder,
  type ReadingDecoder,
  type ReadingSink,
} from "@celadon/meter-to-telemetry";
import { didYouMean } from "@celadon/quantity";
import { refuse, type Store } from "@celadon/runtime";
import { newestModel } from "./newest-model.ts";

export const readingFormats = ["ndjson", "json", "csv"] as const;
export type ReadingFormat = (typeof readingFormats)[number];

export interface DecoderWanted {
  readonly format: ReadingFormat;
  readonly factory: string | undefined;
  /** Name of an import rule of the factory's plant model, for files of other systems. */
  readonly importName: string | undefined;
  readonly receivedMs: number;
}

/** The decoder for a body, waiting for its sink; and the import rule it goes by, if any. */
export interface Door {
  readonly decoderFor: (sink: ReadingSink) => ReadingDecoder;
  readonly rule: ImportRule | undefined;
}

export async function decoderOf(
  { format, factory, importName, receivedMs }: DecoderWanted,
  store: Store,
): Promise<Door> {
  const options = { receivedMs, ...(factory === undefined ? {} : { defaults: { factory } }) };
  if (importName !== undefined) {
    if (factory === undefined || format !== "csv") {
      const message = '"import" reads a CSV file of one factory: give "factory" and "format=csv" with it.';
      throw refuse({ status: 400, code: "bad-import", message });
    }
    const rule = await importRule(store, factory, importName);
    return { decoderFor: (sink) => importDecoder({ rule, factory, receivedMs }, sink), rule };
  }
  const decoders = { ndjson: ndjsonDecoder, json: jsonDecoder, csv: csvDecoder };
  return { decoderFor: (sink) => decoders[format](options, sink), rule: undefined };
}

/** The rule of this name in the newest version of the factory's plant model. */
async function importRule(store: Store, factory: string, name: string): Promise<ImportRule> {
  const model = await newestModel(store, factory);
  if (model === undefined) {
    const message = `Factory "${factory}" has no plant model, so it has no import rules: celadon plant apply FILE.`;
    throw refuse({ status: 404, code: "unknown-plant", message });
  }
  const rules = importRulesOf(model);
  const rule = rules.find((one) => one.name === name);
  if (rule !== undefined) return rule;
  const known = rules.map((one) => one.name);
  const message = `Factory "${factory}" declares no import "${name}".${didYouMean(name, known)} Declared: ${known.join(", ") || "none"}.`;
  throw refuse({ status: 404, code: "unknown-import", message });
}
