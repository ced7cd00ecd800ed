import { readingsBetween, type SentHour } from "@celadon/simulator";
import { applyPlant } from "../apply-plant.ts";
import type { Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import type { DemoPlant } from "./demo-plants.ts";
import { sendReadings } from "./send-readings.ts";

/** How many plants share a request: few enough to see it go on, enough to keep the store busy. */
const plantsAtOnce = 4;

export interface Filling {
  readonly seed: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Puts the plants into force and sends all they have to say of [fromMs, toMs). Doing it again changes nothing. */
export async function fillDemo(
  {
    shell,
    service,
    told,
  }: { readonly shell: Shell; readonly service: Service; readonly told: (share: number) => void },
  plants: readonly DemoPlant[],
  filling: Filling,
): Promise<void> {
  const whole = sizeOf(plants);
  let done = 0;
  for (const { yaml, file } of plants) {
    await applyPlant(shell, service, { file, yaml, who: "demonstration", why: "first start" });
  }
  for (let at = 0; at < plants.length; at += plantsAtOnce) {
    const some = plants.slice(at, at + plantsAtOnce);
    await sendReadings(service, allOf(some, filling));
    done += sizeOf(some);
    told(done / whole);
  }
}

/** Most of the work of a plant is in its channels. */
const sizeOf = (plants: readonly DemoPlant[]): number =>
  plants.reduce((sum, { scenario }) => sum + scenario.channels.length, 0);

function* allOf(plants: readonly DemoPlant[], { seed, fromMs, toMs }: Filling): Generator<SentHour> {
  for (const { scenario } of plants) yield* readingsBetween(scenario, seed, fromMs, toMs);
}
