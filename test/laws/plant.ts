import fc from "fast-check";
import { type Life, lifeOf, versionHours } from "./life.ts";
import { methods, periodsMs, plotOf } from "./plot.ts";
import { declarationRecord, modelRecord, type NamedReading, readingsRecord } from "./telemetry-record.ts";

/** A factory whose channels live any lives, under one to three versions of its model. */
export interface PlantLife {
  readonly lives: readonly Life[];
  readonly versionsMs: readonly number[];
}

/** When the versions of a model begin. */
export const versionsAt: fc.Arbitrary<readonly number[]> = fc
  .uniqueArray(fc.constantFrom(...versionHours), { minLength: 1, maxLength: 3 })
  .map((hours) => hours.sort((a, b) => a - b));

/** A plant has few periods, and one way to integrate: channels that are alike share a statement of the database. */
export const plantLife = (size: { readonly channels: number; readonly moments: number }): fc.Arbitrary<PlantLife> =>
  fc
    .tuple(versionsAt, fc.shuffledSubarray([...periodsMs], { minLength: 1, maxLength: 2 }), fc.constantFrom(...methods))
    .chain(([versionsMs, periods, method]) =>
      fc
        .array(fc.tuple(plotOf(size.moments, versionsMs.length - 1), fc.constantFrom(...periods)), {
          minLength: 1,
          maxLength: size.channels,
          size: "max",
        })
        .map((plots) => ({
          versionsMs,
          lives: plots.map(([plot, periodMs], i) => lifeOf(`c${i}`, { ...plot, periodMs, method }, versionsMs)),
        })),
    );

/** How the records of a plant reach the ledger: shuffled wholly or in part, some twice, cut anywhere, dying anywhere. */
export interface Way {
  readonly order: "in order" | "some late" | "shuffled";
  readonly seed: number;
  readonly atOnce: number;
  readonly modelsFirst: boolean;
  readonly lives: readonly number[];
}

export const way: fc.Arbitrary<Way> = fc.record({
  order: fc.constantFrom<Way["order"]>("in order", "in order", "some late", "shuffled"),
  seed: fc.nat(2 ** 31 - 1),
  atOnce: fc.constantFrom(1, 3, 10),
  modelsFirst: fc.boolean(),
  lives: fc.array(fc.nat(30), { maxLength: 3 }),
});

/** The records of a plant in the groups of one way. */
export function groupsOf(
  factory: string,
  { lives, versionsMs }: PlantLife,
  way: Way,
): readonly (readonly Uint8Array[])[] {
  const random = sequence(way.seed);
  const readings = lives.flatMap(({ channel, readings }) =>
    readings.map((reading): NamedReading => ({ channel, reading })),
  );
  const sent = delayed(readings, way, random);
  const records: Uint8Array[] = [];
  for (let i = 0; i < sent.length; ) {
    const size = 1 + Math.floor(random() * way.atOnce * lives.length);
    records.push(readingsRecord(factory, sent.slice(i, i + size)));
    i += size;
  }
  const models = versionsMs.flatMap((fromMs, i) => {
    const rules = lives.flatMap(({ rules }) => rules[i] ?? []);
    const wrong = rules.map((rule) => ({ ...rule, multiplier: "7", periodMs: 60_000 }));
    const right = modelRecord({ factory, fromMs, rules, revision: 1 });
    return random() < 0.3 ? [modelRecord({ factory, fromMs, rules: wrong }), right] : [right];
  });
  const facts = lives.flatMap(({ channel, declarations }) =>
    declarations.map((one) => declarationRecord({ factory, channel, ...one })),
  );
  for (const record of shuffled(facts, random)) records.splice(Math.floor(random() * (records.length + 1)), 0, record);
  for (const record of shuffled(models, random)) {
    records.splice(way.modelsFirst ? 0 : Math.floor(random() * (records.length + 1)), 0, record);
  }
  return grouped(records, random);
}

function delayed(readings: readonly NamedReading[], way: Way, random: () => number): readonly NamedReading[] {
  const inOrder = [...readings].sort((a, b) => a.reading.atMs - b.reading.atMs);
  const twice = inOrder.flatMap((one) => (random() < 0.1 ? [one, one] : [one]));
  if (way.order === "in order") return twice;
  if (way.order === "shuffled") return shuffled(twice, random);
  const late = twice.filter(() => random() < 0.15);
  return [...twice.filter((one) => !late.includes(one)), ...late];
}

function grouped(records: readonly Uint8Array[], random: () => number): readonly (readonly Uint8Array[])[] {
  const groups: (readonly Uint8Array[])[] = [];
  for (let rest = records; rest.length > 0; ) {
    const size = 1 + Math.floor(random() * 4);
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return groups;
}

function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  return list
    .map((one) => ({ one, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32, public domain). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
