import { importRulesOf, type PlantModel } from "@celadon/activity-to-inventory";
import {
  csvDecoder,
  importDecoder,
  jsonDecoder,
  ndjsonDecoder,
  type ReadingDecoder,
  type ReadingSink,
  type Refusal,
} from "@celadon/meter-to-telemetry";

export type IngestFormat = "csv" | "ndjson" | "json";

interface Beginning {
  readonly readings: number;
  /** In the order in which they stand. */
  readonly refused: readonly Refusal[];
}

interface How {
  readonly format: IngestFormat;
  readonly model: PlantModel;
  /** Name of the import rule, for a file of another system. */
  readonly rule: string | undefined;
}

/** How much of the beginning of a file can be read, by the same door as the whole of it later. */
export function readBeginning(head: string, how: How): Beginning {
  const refused: Refusal[] = [];
  const sink: ReadingSink = { chunk: () => undefined, refused: (refusal) => void refused.push(refusal) };
  const decoder = decoderFor(how, sink);
  decoder.push(new TextEncoder().encode(head));
  decoder.flush(); // what comes behind it is not known, so that the last line may be half of one
  return { readings: decoder.counts().readings, refused };
}

function decoderFor({ format, model, rule: name }: How, sink: ReadingSink): ReadingDecoder {
  const { factory } = model;
  const receivedMs = 0; // says whether a reading came in time, which nobody asks here
  const rule = importRulesOf(model).find((one) => one.name === name);
  if (rule !== undefined) return importDecoder({ rule, factory, receivedMs }, sink);
  const decoders = { ndjson: ndjsonDecoder, json: jsonDecoder, csv: csvDecoder };
  return decoders[format]({ receivedMs, defaults: { factory } }, sink);
}
