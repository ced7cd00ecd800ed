import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../kafka/free-ports.ts";
import { and, atMost, type Figure, median } from "../figure.ts";
import { cpuSecondsOf } from "../process-cost.ts";
import { post, startServer } from "../server.ts";
import { heardBy } from "./heard.ts";
import { metersFile, plantOfStations } from "./stations.ts";

const factories = 20;

/**
 * 10,000 stations of twenty factories, a frame of eight items in ten seconds each, every channel declared: from the frame to its
 * answer with the windows current, by a whole Celadon on its embedded store. Its resident size at the end against that of the first half.
 */
export async function stationsWindows(scale: number): Promise<Figure> {
  const stations = Math.round(10_000 * scale);
  const plants = Math.max(1, Math.round(factories * scale));
  const seconds = Math.max(30, Math.round(300 * scale));
  const folder = mkdtempSync(join(tmpdir(), "celadon-bench-"));
  const [port] = (await freePorts(1)) as [number];
  const meters = join(folder, "meters.yaml");
  writeFileSync(meters, metersFile(port, stations, plants));
  await using server = await startServer(18_490, { env: { CELADON_METERS: meters } });
  rmSync(folder, { recursive: true });
  for (let plant = 0; plant < plants; plant++)
    await post(
      `${server.url}/v1/plants?who=bench&why=bench`,
      plantOfStations(plant, stations, plants),
      "application/yaml",
    );
  const sizes: number[] = [];
  const looking = setInterval(() => sizes.push((server.residentBytes() ?? Number.NaN) / 2 ** 20), 500);
  const usedBefore = cpuSecondsOf(server.pid);
  const heard = await heardBy({ port, stations, periodMs: 10_000, seconds });
  clearInterval(looking);
  const usedS = cpuSecondsOf(server.pid) - usedBefore;
  const tenth = Math.ceil(sizes.length / 10);
  const [early, late] = [sizes.slice(5 * tenth - tenth, 5 * tenth), sizes.slice(-tenth)].map(median) as [
    number,
    number,
  ];
  const figure = atMost(1, {
    name: "stations-windows",
    ours: heard.p99,
    reference: 1_000,
    unit: "ms, p99",
    details: {
      ...{ stations, channels: 8 * stations, readingsASecond: (8 * stations) / 10, seconds },
      ...{ p50: Math.round(heard.p50), most: Math.round(heard.most), devicesLateMs: Math.round(heard.lateMsMost) },
      ...{ frames: heard.frames, unanswered: heard.unanswered },
      cpuMicrosPerFrame: Math.round((1e6 * usedS) / heard.frames),
      ...{ residentMiBHalfway: Math.round(early), residentMiBAtTheEnd: Math.round(late) },
    },
  });
  const isFlat = late <= 1.1 * early;
  return and(
    and(figure, heard.unanswered === 0, "every frame answered"),
    isFlat,
    "memory at most 1.1 times that of halfway",
  );
}
