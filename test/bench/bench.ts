import { parseArgs } from "node:util";
import { acceptance } from "./acceptance.ts";
import { ack } from "./ack.ts";
import { ackToFootprint } from "./ack-to-footprint.ts";
import { certificate } from "./certificate.ts";
import { type Figure, machine } from "./figure.ts";
import { firstStart } from "./first-start.ts";
import { ingestEmbedded } from "./ingest-embedded.ts";
import { kafkaIngest } from "./kafka-ingest.ts";
import { lateHour } from "./late-hour.ts";
import { lcaMemory } from "./lca/command-memory.ts";
import { lcaContributions } from "./lca/contributions.ts";
import { lcaLu, lcaLuSmall } from "./lca/factorised.ts";
import { lcaAdjoint, lcaFootprints, lcaLarge, lcaMethods } from "./lca/footprints.ts";
import { lcaMethodsOnThreads } from "./lca/methods-on-threads.ts";
import { lcaMonteCarlo, lcaMonteCarloOnThreads } from "./lca/montecarlo.ts";
import { lcaRenewal } from "./lca/renewal.ts";
import { lcaCancel, lcaRpc } from "./lca/rpc.ts";
import { memory } from "./memory.ts";
import { hj212Decode } from "./meters/hj212-decode.ts";
import { hj212Fuzz } from "./meters/hj212-fuzz.ts";
import { mqttBehindStore } from "./meters/mqtt-behind-store.ts";
import { sparkplugDecode } from "./meters/sparkplug-decode.ts";
import { stationsLog } from "./meters/stations-log.ts";
import { stationsWindows } from "./meters/stations-windows.ts";
import { plantSolve } from "./plant-solve.ts";
import { ranking } from "./ranking.ts";
import { readingToFootprint } from "./reading-to-footprint.ts";
import { scaleOut } from "./scale-out.ts";
import { soak } from "./soak.ts";
import { start } from "./start.ts";
import { tableGrowth } from "./table-growth.ts";
import { yearOfWindows } from "./year-of-windows.ts";

const benches: Readonly<Record<string, (scale: number) => Promise<Figure>>> = {
  "ingest-embedded": ingestEmbedded,
  "table-growth": tableGrowth,
  "late-hour": lateHour,
  memory,
  ranking,
  start,
  "plant-solve": plantSolve,
  certificate,
  "reading-to-footprint": readingToFootprint,
  "first-start": firstStart,
  "kafka-ingest": kafkaIngest,
  ack,
  "ack-to-footprint": ackToFootprint,
  soak,
  "scale-out": scaleOut,
  "stations-log": stationsLog,
  "stations-windows": stationsWindows,
  "lca-footprints": lcaFootprints,
  "lca-adjoint": lcaAdjoint,
  "lca-methods": lcaMethods,
  "lca-methods-threads": lcaMethodsOnThreads,
  "lca-renewal": lcaRenewal,
  "lca-montecarlo": lcaMonteCarlo,
  "lca-montecarlo-threads": lcaMonteCarloOnThreads,
  "lca-lu": lcaLu,
  "lca-lu-5000": lcaLuSmall,
  "lca-large": lcaLarge,
  "lca-contributions": lcaContributions,
  "lca-memory": lcaMemory,
  "lca-rpc": lcaRpc,
  "lca-cancel": lcaCancel,
  "meters-hj212": hj212Decode,
  "meters-hj212-fuzz": hj212Fuzz,
  "meters-mqtt": mqttBehindStore,
  "meters-sparkplug": sparkplugDecode,
  acceptance,
  "year-of-windows": yearOfWindows,
};
/** Names for several at once. */
const groups: Readonly<Record<string, readonly string[]>> = {
  meters: [
    "meters-hj212",
    "meters-hj212-fuzz",
    "meters-mqtt",
    "meters-sparkplug",
    "acceptance",
    "year-of-windows",
    "stations-log",
    "stations-windows",
  ],
  kafka: ["kafka-ingest", "ack", "ack-to-footprint", "soak", "scale-out"],
  lca: [
    "lca-footprints",
    "lca-adjoint",
    "lca-methods",
    "lca-methods-threads",
    "lca-renewal",
    "lca-montecarlo",
    "lca-montecarlo-threads",
    "lca-lu",
    "lca-lu-5000",
    "lca-large",
    "lca-contributions",
    "lca-memory",
    "lca-rpc",
    "lca-cancel",
  ],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, small: { type: "boolean", default: false } },
});
const asked = positionals.flatMap((name) => groups[name] ?? [name]);
const stranger = asked.find((name) => benches[name] === undefined);
if (stranger !== undefined) {
  console.error(
    `No benchmark is called "${stranger}". There are: ${[...Object.keys(benches), ...Object.keys(groups)].join(", ")}.`,
  );
  process.exit(2);
}
const figures: Figure[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`${name} ...`);
  const figure = await bench(values.small ? 0.1 : 1);
  figures.push(figure);
  const { ours, reference, unit, ratio, goal, met } = figure;
  console.error(
    `${name}: ${ours} against ${reference} ${unit}, ratio ${ratio}, goal ${goal}: ${met ? "met" : "MISSED"}`,
  );
}
if (values.json)
  console.log(
    JSON.stringify(
      figures.map((figure) => ({ ...figure, machine: machine() })),
      null,
      2,
    ),
  );
process.exit(figures.every(({ met }) => met) ? 0 : 1);
