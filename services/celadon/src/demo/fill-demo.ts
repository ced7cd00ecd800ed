import { applyPlant } from "../apply-plant.ts";
import { runSimulation } from "../run-simulation.ts";
import { sendReadings } from "../send-readings.ts";
import type { Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import type { DemoPlant } from "./demo-plants.ts";

/** Plants that are filled in at once: while the store writes what one has sent, others are made and read. */
const plantsAtOnce = 3;
const patienceMs = 60_000;

export interface Filling {
  readonly seed: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Puts the plants into force and sends all they have to say of [fromMs, toMs). `told` hears the share that is done. Doing it
 * again changes nothing.
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
  const { signal } = new AbortController();
  const waiting = plants.values();
  let done = 0;
  const fill = async (): Promise<void> => {
    for (const { scenario } of waiting) {
      const send = async ({ ndjson }: { readonly ndjson: string }): Promise<void> =>
        void (await sendReadings(service, ndjson, { note: shell.note, forMs: patienceMs }));
      await runSimulation({ scenario, ...filling }, send, signal);
      done += scenario.channels.length;
      told(done / channels);
    }
  };
  await Promise.all(Array.from({ length: plantsAtOnce }, fill));
}
