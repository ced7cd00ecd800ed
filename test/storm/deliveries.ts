import { gzipSync } from "node:zlib";
import type { Question } from "../journey/ask.ts";
import type { Scenario, SentReading } from "./scenario.ts";
import { inPieces, shuffled } from "./seeded.ts";

/** One request, by its path; sending it twice must change nothing. */
export interface Delivery {
  readonly path: string;
  readonly question: Question;
  /** What it holds; nothing for a model or a declared fact. */
  readonly readings: readonly SentReading[];
}

const formats = {
  ndjson: (readings: readonly SentReading[]) => readings.map((reading) => `${JSON.stringify(reading)}\n`).join(""),
  json: (readings: readonly SentReading[]) => JSON.stringify(readings),
  csv: (readings: readonly SentReading[]) =>
    ["factory,channel,at,value,revision,quality,coversSeconds"]
      .concat(
        readings.map((one) =>
          [one.factory, one.channel, one.at, one.value, one.revision, one.quality, one.coversSeconds].join(","),
        ),
      )
      .join("\n"),
} as const;
const formatNames = Object.keys(formats) as (keyof typeof formats)[]; // the object has no other keys

const send = (readings: readonly SentReading[], format: keyof typeof formats, isPacked: boolean): Delivery => {
  const body = formats[format](readings);
  return {
    path: `/v1/readings?format=${format}`,
    question: isPacked ? { body: gzipSync(body), headers: { "content-encoding": "gzip" } } : { method: "POST", body },
    readings,
  };
};

const plant = (yaml: string): Delivery => ({
  path: "/v1/plants?who=storm&why=test",
  question: { body: yaml },
  readings: [],
});
const declaration = (fact: Scenario["declarations"][number]): Delivery => ({
  path: "/v1/declarations",
  question: { body: JSON.stringify(fact) },
  readings: [],
});

/** Everything as it should have come: models and facts first, then each reading that stands, once, in the order of time. */
export const cleanPass = ({ plants, declarations, standing }: Scenario): readonly Delivery[] => [
  ...plants.map(plant),
  ...declarations.map(declaration),
  send(
    standing.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))),
    "ndjson",
    false,
  ),
];

/**
 * The same as it comes in a storm: readings doubled, late and shuffled, in batches of any size and every format; models and
 * declared facts anywhere among them, each after what it needs.
 */
export function stormy({ plants, declarations, readings }: Scenario, random: () => number): readonly Delivery[] {
  const late = readings.filter(() => random() < 0.3);
  const inTime = readings.map((reading, i) => ({ reading, place: i + random() * 3_000 }));
  const rough = inTime.sort((a, b) => a.place - b.place).map(({ reading }) => reading);
  const order = random() < 0.5 ? [...rough, ...shuffled(late, random)] : shuffled([...readings, ...late], random);
  const batches = inPieces(order, 15 + Math.floor(random() * 25)).map((piece) =>
    send(piece, formatNames[Math.floor(random() * formatNames.length)] ?? "ndjson", random() < 0.3),
  );
  const told = [...plants.map(plant), ...declarations.map(declaration)];
  const places = told.map(() => Math.floor(random() * (batches.length + 1))).sort((a, b) => a - b);
  return batches
    .concat([])
    .flatMap((batch, i) => [...told.filter((_, t) => places[t] === i), batch])
    .concat(told.filter((_, t) => places[t] === batches.length));
}
