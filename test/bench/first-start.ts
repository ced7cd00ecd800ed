import { atMost, type Figure } from "./figure.ts";
import { startServer } from "./server.ts";

/** Seconds from the command to ready on an empty folder: twelve months of 32 plants, a footprint, a certificate. Of 60. */
export async function firstStart(): Promise<Figure> {
  await using server = await startServer(18_500, { demo: true });
  const status = (await (await fetch(`${server.url}/v1/status`)).json()) as {
    readonly factories: readonly unknown[];
    readonly footprints: readonly unknown[];
  };
  return atMost(1, {
    name: "first-start",
    ours: server.startedS,
    reference: 60,
    unit: "s",
    details: { factories: status.factories.length, footprintsAtReady: status.footprints.length },
  });
}
