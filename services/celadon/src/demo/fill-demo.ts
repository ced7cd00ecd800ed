import { readingsBetween, type SentHour } from "@celadon/simulator";
import { applyPlant } from "../apply-plant.ts";
import { sendReadings } from "../send-readings.ts";
import type { Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import type { DemoPlant } from "./demo-plants.ts";

/** As many as the door decodes at once; small plants share a batch, because each one costs the store the same few writes. */
const batchReadings = 50_000;
const patienceMs = 60_000;
/** Plants with more channels go by themselves, side by side; all others one after the other. */
const manyChannels = 20;

export interface Filling {
  readonly seed: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Puts the plants into force and sends all they have to say of [fromMs, toMs), each plant's in order. `told` hears the share
 * that is done. Doing it again changes nothing.
 */
export async function fillDemo(
  {
    shell,
    service,
    told,
  }: { readonly shell: Shell; readonly service: Service; readonly told: (share: number) => void },
  plants: readonly DemoPlant[],
  filling: Filling,
): Promise<void> {
  for (const { yaml, file } of plants) {
    await applyPlant(shell, service, { file, yaml, who: "demonstration", why: "first start" });
  }
  const channels = plants.reduce((sum, { scenario }) => sum + scenario.channels.length, 0);
  let done = 0;
  const isLarge = ({ scenario }: DemoPlant): boolean => scenario.channels.length > manyChannels;
  const lanes = [...plants.filter(isLarge).map((plant) => [plant]), plants.filter((plant) => !isLarge(plant))];
  const fill = async (lane: readonly DemoPlant[]): Promise<void> => {
    for (const { ndjson, channels: finished } of batchesOf(lane, filling)) {
      await sendReadings(service, ndjson, { note: shell.note, forMs: patienceMs });
      done += finished;
      told(done / channels);
    }
  };
  await Promise.all(lanes.map(fill));
}

/** All that plants send, one after the other, in large pieces; each tells of how many channels it has the last reading. */
function* batchesOf(
  plants: readonly DemoPlant[],
  { seed, fromMs, toMs }: Filling,
): Generator<{ readonly ndjson: string; readonly channels: number }> {
  let held: SentHour[] = [];
  let count = 0;
  let channels = 0;
  const taken = () => {
    const batch = { ndjson: held.map(({ ndjson }) => ndjson).join(""), channels };
    [held, count, channels] = [[], 0, 0];
    return batch;
  };
  for (const { scenario } of plants) {
    for (const hour of readingsBetween(scenario, seed, fromMs, toMs)) {
      held.push(hour);
      count += hour.count;
      if (count >= batchReadings) yield taken();
    }
    channels += scenario.channels.length;
  }
  if (count > 0 || channels > 0) yield taken();
}
