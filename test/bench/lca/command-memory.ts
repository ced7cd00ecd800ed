import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atMost, type Figure } from "../figure.ts";
import { e1 } from "./background-system.ts";
import { systemOf } from "./measured.ts";
import { writeSystemFolder } from "./system-folder.ts";

const command = fileURLToPath(new URL("../../../services/celadon/bin/celadon.mjs", import.meta.url));

/** The most that `celadon lca footprints` ever holds, all products by one method. The first call keeps its code for the second. */
export async function lcaMemory(scale: number): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-lca-"));
  try {
    writeSystemFolder(folder, systemOf(e1, scale));
    await peakMiB(folder);
    const ours = await peakMiB(folder);
    return atMost(1, { name: "lca-memory", ours, reference: 150, unit: "MiB resident at most", details: {} });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The kernel's own note of the most a process held, read while it lasts. */
async function peakMiB(folder: string): Promise<number> {
  const words = ["lca", "footprints", folder, "--method", "m0", "--out", join(folder, "out.csv")];
  const child = spawn(process.execPath, [command, ...words], { stdio: "ignore" });
  let peak = 0;
  const looking = setInterval(() => {
    peak = Math.max(peak, ...peakOf(child.pid));
  }, 5);
  const [code] = (await once(child, "exit")) as [number];
  clearInterval(looking);
  if (code !== 0) throw new Error(`celadon lca footprints ended with ${code}.`);
  return peak;
}

/** Nothing where it has just ended. */
function peakOf(pid: number | undefined): readonly number[] {
  try {
    const kibibytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? [] : [Number(kibibytes) / 1024];
  } catch {
    return [];
  }
}
