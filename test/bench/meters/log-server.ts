import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { meterWork, openMeterDoor } from "@celadon/collector";
import { checkMetersFile } from "@celadon/collector/meters-file";
import { openEmbeddedEventLog, openLog, openMetrics, type Store } from "@celadon/runtime";
import { becomeServer } from "@celadon/runtime/server-process";
import { freePorts } from "../../kafka/free-ports.ts";
import { metersFile } from "./stations.ts";

// The stations' server on an embedded log alone: log-server.ts STATIONS. Prints its port, and ends with its standard input.

becomeServer(process);
const stations = Number(process.argv[2]);
const [port] = (await freePorts(1)) as [number];
const folder = mkdtempSync(join(tmpdir(), "celadon-bench-"));
const log = openEmbeddedEventLog(folder, []); // nothing passes through: each topic is a journal on the disk
const store: Store = {
  run: async () => undefined,
  insert: async () => undefined,
  rows: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};
const notes = openLog("warn");
const metrics = openMetrics();
const now = (): number => Date.now();
const door = openMeterDoor({
  ...{ store, log, now, meter: metrics, notes, isShared: true, answerMsMax: 4_000 },
  refuseWhenStalled: () => undefined,
});
const { meters, faults } = checkMetersFile(metersFile(port, stations, stations));
if (meters === undefined) throw new Error(faults.map(({ problem }) => problem).join("\n"));
const stop = new AbortController();
const works = meterWork(meters, { door, store, notes, meter: metrics, gauge: metrics.gauge, now }).map((work) =>
  work(stop.signal),
);
setTimeout(() => console.log(port), 200);
process.stdin.on("end", () => stop.abort()).resume();
await Promise.all(works);
await log[Symbol.asyncDispose]();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
