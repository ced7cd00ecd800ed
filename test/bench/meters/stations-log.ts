import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { and, atMost, type Figure } from "../figure.ts";
import { cpuSecondsOf, residentOf } from "../process-cost.ts";
import { heardBy } from "./heard.ts";

const program = fileURLToPath(new URL("log-server.ts", import.meta.url));

/**
 * 10,000 stations, each a factory of its own, a frame of eight items a second each: from the frame to its answer, durable in the
 * embedded log by fdatasync. Server and devices are processes of their own; the server has the options of every server.
 */
export async function stationsLog(scale: number): Promise<Figure> {
  const stations = Math.round(10_000 * scale);
  const seconds = Math.max(10, Math.round(60 * scale));
  const child = spawn(process.execPath, [program, String(stations)], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const [first] = (await once(child.stdout, "data")) as [Buffer];
    const port = Number(String(first));
    const looking = setInterval(() => sizes.push((residentOf(child.pid as number) ?? Number.NaN) / 2 ** 20), 500);
    const sizes: number[] = [];
    const usedBefore = cpuSecondsOf(child.pid as number);
    const heard = await heardBy({ port, stations, periodMs: 1_000, seconds });
    clearInterval(looking);
    const usedS = cpuSecondsOf(child.pid as number) - usedBefore;
    const figure = atMost(1, {
      name: "stations-log",
      ours: heard.p99,
      reference: 100,
      unit: "ms, p99",
      details: {
        ...{ stations, framesASecond: stations, seconds, p50: round(heard.p50), most: round(heard.most) },
        ...{ frames: heard.frames, unanswered: heard.unanswered, devicesLateMs: round(heard.lateMsMost) },
        cpuMicrosPerFrame: Math.round((1e6 * usedS) / heard.frames),
        mostResidentMiB: Math.round(Math.max(...sizes)),
      },
    });
    return and(figure, heard.unanswered === 0, "every frame answered");
  } finally {
    child.stdin.end();
    if (child.exitCode === null) await once(child, "exit");
  }
}

const round = (ms: number): number => Math.round(10 * ms) / 10;
