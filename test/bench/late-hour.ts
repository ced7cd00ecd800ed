import { fill } from "./engine-insert.ts";
import { atMost, type Figure, median } from "./figure.ts";
import { fleetOf } from "./fleet.ts";
import { batchOf, ledgerAlone } from "./ledger-alone.ts";

/** Windows of dense meters early and late in an hour: what they cost must not grow with the hour. */
export async function lateHour(scale: number): Promise<Figure> {
  const meters = Math.round(10_000 * scale);
  const reference = await msPerTenSeconds(meters, 3 * 60);
  const ours = await msPerTenSeconds(meters, 55 * 60);
  return atMost(1.5, {
    name: "late-hour",
    ours,
    reference,
    unit: "ms per 10 s of all meters",
    details: { meters, hertz: 1 },
  });
}

async function msPerTenSeconds(meters: number, second: number): Promise<number> {
  const fleet = fleetOf(meters, 1_000);
  await using ledger = await ledgerAlone(fleet, (store) => fill(store, fleet, 1, second));
  const times: number[] = [];
  for (let round = 0; round < 6; round++) {
    const from = second + round * 10;
    const batches = [batchOf(fleet, from, from + 5), batchOf(fleet, from + 5, from + 10)];
    const startedAt = performance.now();
    await Promise.all(batches.map(ledger.publish));
    times.push(performance.now() - startedAt);
  }
  return median(times.slice(1));
}
