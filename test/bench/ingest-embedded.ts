import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations } from "@celadon/ledger";
import { migrate, openEmbeddedStore } from "@celadon/runtime";
import { insertMs, tsvOf } from "./engine-insert.ts";
import { atLeast, type Figure } from "./figure.ts";
import { fleetOf, ndjsonOf, plantOf } from "./fleet.ts";
import { post, startServer } from "./server.ts";

const meters = 2_000;
const periodsAtOnce = 50;

/** NDJSON over HTTP to a Celadon of its own, against the engine's insert of the same rows; the two take turns. */
export async function ingestEmbedded(scale: number): Promise<Figure> {
  const fleet = fleetOf(meters, 60_000);
  const rounds = 5;
  const perRound = Math.max(periodsAtOnce, Math.round((250 * scale) / periodsAtOnce) * periodsAtOnce);
  const rows = perRound * meters;
  const folder = mkdtempSync(join(tmpdir(), "celadon-bench-"));
  await using server = await startServer(18_470);
  await using engine = await openEmbeddedStore(join(folder, "store"));
  await migrate(engine, "ledger", migrations);
  await post(`${server.url}/v1/plants`, plantOf(fleet), "application/yaml");
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const from = round * perRound;
    const body = ndjsonOf(fleet, from, from + perRound);
    const startedAt = performance.now();
    const report = await post(`${server.url}/v1/readings`, body);
    ours.push(performance.now() - startedAt);
    if (report["accepted"] !== rows) throw new Error(`Not all ${rows} readings count: ${JSON.stringify(report)}`);
    let ms = 0;
    for (let k = from; k < from + perRound; k += periodsAtOnce) {
      ms += await insertMs(engine, tsvOf(fleet, k, k + periodsAtOnce));
    }
    theirs.push(ms);
  }
  rmSync(folder, { recursive: true, force: true });
  return atLeast(1 / 3, {
    name: "ingest-embedded",
    ours: (rows / Math.min(...ours)) * 1000,
    reference: (rows / Math.min(...theirs)) * 1000,
    unit: "readings/s",
    details: { meters, rowsPerRound: rows, rounds, engineRowsAtOnce: periodsAtOnce * meters },
  });
}
