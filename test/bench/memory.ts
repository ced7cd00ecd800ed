import { atMost, type Figure, median } from "./figure.ts";
import { fleetOf, ndjsonOf, plantOf } from "./fleet.ts";
import { post, startServer } from "./server.ts";

const meters = 2_000;
const periodsAtOnce = 20;

/**
 * Resident size of a Celadon that took in ten million readings, against its size after two. The size swings with every
 * collection and every merge, so that the median over the last tenth of the ten million counts, and as many looks before the two.
 */
export async function memory(scale: number): Promise<Figure> {
  const fleet = fleetOf(meters, 60_000);
  const [early, late] = [1_000 * scale, 5_000 * scale].map(Math.round) as [number, number];
  const looks = late / 10;
  await using server = await startServer(18_480);
  await post(`${server.url}/v1/plants`, plantOf(fleet), "application/yaml");
  const sizesEarly: number[] = [];
  const sizesLate: number[] = [];
  for (let k = 0; k < late; k += periodsAtOnce) {
    await post(`${server.url}/v1/readings`, ndjsonOf(fleet, k, k + periodsAtOnce));
    const bytes = server.residentBytes();
    if (bytes === undefined) throw new Error("The resident size can be read on Linux only.");
    if (k >= early - looks && k < early) sizesEarly.push(bytes / 2 ** 20);
    if (k >= late - looks) sizesLate.push(bytes / 2 ** 20);
  }
  return atMost(1.1, {
    name: "memory",
    ours: median(sizesLate),
    reference: median(sizesEarly),
    unit: "MiB resident",
    details: {
      readingsEarly: early * meters,
      readingsLate: late * meters,
      looks: sizesLate.length,
      highestEarly: Math.round(Math.max(...sizesEarly)),
      highestLate: Math.round(Math.max(...sizesLate)),
    },
  });
}
