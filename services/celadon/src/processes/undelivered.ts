import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Topics of a closed data folder that a reader has not finished: what they hold lives in this folder alone. `telemetry` is none of them, it is
 * stored before it is acknowledged.
 */
export function undelivered(logFolder: string): readonly string[] {
  const files = readdirSync(logFolder);
  return files.flatMap((file) => {
    const [, topic] = /^(.+)\.journal$/.exec(file) ?? [];
    if (topic === undefined) return [];
    const end = statSync(join(logFolder, file)).size;
    const readers = files.filter((other) => other.startsWith(`${topic}.`) && other.endsWith(".offset"));
    const isBehind = readers.some((reader) => Number(readFileSync(join(logFolder, reader), "utf8")) < end);
    return isBehind ? [topic] : [];
  });
}
