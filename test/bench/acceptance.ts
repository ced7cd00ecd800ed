import { takeBatch } from "@celadon/meter-to-telemetry";
import { type ReadingBatch, readingReader } from "@celadon/proto";
import { type ChannelFold, channelFold, compileRule, type Quality, type Rule } from "@celadon/telemetry-to-activity";
import { atLeast, type Figure } from "./figure.ts";
import { type Fleet, fleetOf, startMs } from "./fleet.ts";
import { batchOf } from "./ledger-alone.ts";

const rounds = 8;
const goalPerSecond = 1_000_000;

/** Readings in batches through the door, and then judged with their neighbours by the rule itself: on one core, nothing stored. */
export async function acceptance(scale: number): Promise<Figure> {
  const fleet = fleetOf(200, 60_000);
  const batches = Array.from({ length: Math.max(4, Math.round(40 * scale)) }, (_, i) =>
    batchOf(fleet, i * 50, (i + 1) * 50),
  );
  const readings = batches.reduce((sum, { count }) => sum + count, 0);
  let [door, judged] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    const chunks = batches.map(taken);
    const decodedAt = performance.now();
    judge(fleet, chunks);
    judged = Math.min(judged, performance.now() - decodedAt);
    door = Math.min(door, decodedAt - startedAt);
  }
  return atLeast(1, {
    name: "acceptance",
    ours: (readings * 1000) / (door + judged),
    reference: goalPerSecond,
    unit: "readings/s",
    details: {
      readings,
      doorPerSecond: Math.round((readings * 1000) / door),
      judgedPerSecond: Math.round((readings * 1000) / judged),
    },
  });
}

function taken(batch: ReadingBatch): ReadingBatch {
  const outcome = takeBatch(batch, startMs + 400 * 86_400_000);
  if (outcome.kind !== "accept" || outcome.value.refused.length > 0) throw new Error("The door refused a sound batch.");
  return batch;
}

/** Every reading must count, or something else was measured. */
function judge({ channels }: Fleet, batches: readonly ReadingBatch[]): void {
  const folds = channels.map((): ChannelFold => channelFold([{ fromMs: 0, rule, continues: false }], []));
  for (const batch of batches) {
    const reader = readingReader(batch);
    for (let i = 0; i < reader.count; i++) {
      const folded = folds[reader.channel(i)]?.next({
        atMs: reader.at(i),
        valueMicro: BigInt(reader.whole(i)) * 1_000_000n + BigInt(reader.micro(i)),
        quality: reader.quality(i) as Quality, // the batch was made here
        revision: reader.revision(i),
        coversSeconds: reader.coversSeconds(i),
        marks: reader.marks(i),
      });
      if (folded === undefined || folded.reason !== undefined) throw new Error("A sound reading does not count.");
    }
  }
}

const rule = ruleOf();

function ruleOf(): Rule {
  const compiled = compileRule({
    ...{ channel: "meter", kind: "counter", unit: "kWh", periodMs: 60_000, maxGapMs: 150_000, multiplier: "1" },
    ...{ modulus: "100000000", ratedPerHour: "100000", minimum: "0", maximum: "99999999" },
  });
  if (compiled.kind !== "accept") throw new Error(compiled.evidence);
  return compiled.value;
}
