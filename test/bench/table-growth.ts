import { fill } from "./engine-insert.ts";
import { atMost, type Figure, median } from "./figure.ts";
import { fleetOf } from "./fleet.ts";
import { batchOf, ledgerAlone } from "./ledger-alone.ts";

const meters = 2_000;
const periods = 25;

/** What a reading costs with a small and with a large table behind it. */
export async function tableGrowth(scale: number): Promise<Figure> {
  const [small, large] = [1_000 * scale, 10_000 * scale].map(Math.round) as [number, number];
  const reference = await microsPerReading(small);
  const ours = await microsPerReading(large);
  return atMost(1.2, {
    name: "table-growth",
    ours,
    reference,
    unit: "us/reading",
    details: { meters, rowsSmall: small * meters, rowsLarge: large * meters },
  });
}

async function microsPerReading(stored: number): Promise<number> {
  const fleet = fleetOf(meters, 60_000);
  await using ledger = await ledgerAlone(fleet, (store) => fill(store, fleet, 1, stored));
  const times: number[] = [];
  for (let round = 0; round < 12; round++) {
    const from = stored + round * periods * 2;
    const batches = [batchOf(fleet, from, from + periods), batchOf(fleet, from + periods, from + periods * 2)];
    const startedAt = performance.now();
    await Promise.all(batches.map(ledger.publish));
    times.push(performance.now() - startedAt);
  }
  return (median(times.slice(2)) * 1000) / (meters * periods * 2);
}
