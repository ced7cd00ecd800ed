import { atMost, type Figure } from "./figure.ts";
import { fleetOf, ndjsonOf, plantOf } from "./fleet.ts";
import { post, startServer } from "./server.ts";

/** Resident size of a Celadon that took in ten million readings, against its size after two. */
export async function memory(scale: number): Promise<Figure> {
  const meters = 2_000;
  const fleet = fleetOf(meters, 60_000);
  const perRequest = 100;
  const [early, late] = [1_000 * scale, 5_000 * scale].map(Math.round) as [number, number];
  await using server = await startServer(18_480);
  await post(`${server.url}/v1/plants`, plantOf(fleet), "application/yaml");
  let reference = 0;
  let ours = 0;
  for (let k = 0; k < late; k += perRequest) {
    await post(`${server.url}/v1/readings`, ndjsonOf(fleet, k, k + perRequest));
    const bytes = server.residentBytes();
    if (bytes === undefined) throw new Error("The resident size can be read on Linux only.");
    // The highest of the last tenth before each mark: one look would meet a moment before or after a collection.
    if (k >= early * 0.9 && k < early) reference = Math.max(reference, bytes);
    if (k >= late * 0.9) ours = Math.max(ours, bytes);
  }
  return atMost(1.1, {
    name: "memory",
    ours: ours / 2 ** 20,
    reference: reference / 2 ** 20,
    unit: "MiB resident",
    details: { readingsEarly: early * meters, readingsLate: late * meters },
  });
}
