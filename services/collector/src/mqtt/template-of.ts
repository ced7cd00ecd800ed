import type { MessageTemplate, ReadingTemplate, TemplateTime } from "@celadon/meter-to-telemetry";
import { qualityCodes } from "@celadon/proto";
import { unitCode } from "../meters/unit-code.ts";
import type { ReadingEntry, SourceEntry } from "./mqtt-shape.ts";
import { plainForms } from "./time-forms.ts";

/** What the file says of a source, as the reader of its messages wants it. The file was checked before. */
export const templateOf = ({ topic, time, each, backfill, readings }: SourceEntry): MessageTemplate => ({
  topic,
  time: timeOf(time),
  readings: readings.map(readingOf),
  ...(each !== undefined && { each }),
  ...(backfill !== undefined && { backfill }),
});

function timeOf({ at, form, zone }: SourceEntry["time"]): TemplateTime {
  if (at === undefined) return "received";
  const plain = plainForms.find((one) => one === form);
  return { at, form: plain === undefined ? { pattern: form, zone: String(zone) } : plain };
}

const readingOf = (entry: ReadingEntry): ReadingTemplate => {
  const { channel, value, keysOf, except, noReading, unit, coversSeconds, decimals, quality } = entry;
  return {
    channel,
    except: except === undefined ? [] : except,
    noReading: noReading === undefined ? [] : noReading,
    unitCode: unitCode(unit),
    coversSeconds: coversSeconds === undefined ? ownPeriod : coversSeconds,
    ...(value !== undefined && { value }),
    ...(keysOf !== undefined && { keysOf }),
    ...(decimals !== undefined && { decimals }),
    ...(quality !== undefined && { quality: { at: quality.at, words: wordsOf(quality.words) } }),
  };
};

/** Not stated by the message: the channel's own holds. */
const ownPeriod = 0;

const wordsOf = (
  words: NonNullable<ReadingEntry["quality"]>["words"],
): NonNullable<ReadingTemplate["quality"]>["words"] =>
  new Map(
    words.flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value === "none" ? value : qualityCodes[value]] as const],
    ),
  );
