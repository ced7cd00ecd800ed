import { Rebuild } from "@celadon/proto";
import { hourOf } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import type { Touched } from "@celadon/telemetry-to-activity";
import { changedSlices } from "./changed-slices.ts";
import type { Refolded } from "./fold-irregular.ts";
import { storedSlices } from "./stored-slices.ts";

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString("base64");
const line = (cells: readonly (string | number)[]): string => `${cells.join("\t")}\n`;

/**
 * Writes down what a rebuild finds in one stretch: how many hours of each channel hold something before or after, every slice that
 * differs, and every reading that is judged otherwise. A finding stays when the same rebuild is repeated and finds it mended.
 */
export async function storeFindings(
  store: Store,
  {
    key,
    refolded,
    touched,
  }: { readonly key: string; readonly refolded: readonly Refolded[]; readonly touched: Touched },
  seq: number,
): Promise<void> {
  const stored = await storedSlices(store, refolded);
  const [counts, findings]: [string[], string[]] = [[], []];
  for (const { channel, cells, verdicts } of refolded) {
    const before = stored.get(channel.idText)?.contents ?? new Map<number, string>();
    const hours = new Set<number>();
    for (const startMs of [...before.keys(), ...cells.keys()]) {
      if (startMs >= touched.fromMs && startMs <= touched.toMs) hours.add(hourOf(startMs));
    }
    counts.push(line([key, channel.idText, touched.fromMs, hours.size, seq]));
    for (const startMs of changedSlices(cells, before).keys()) {
      findings.push(line([key, channel.idText, "window", hourOf(startMs)]));
    }
    for (const { atMs } of verdicts) findings.push(line([key, channel.idText, "verdict", atMs]));
  }
  await store.insert("rebuildFindings", ["key", "channelId", "kind", "atMs"], Buffer.from(findings.join("")));
  await store.insert("rebuiltHours", ["key", "channelId", "fromMs", "hours", "seq"], Buffer.from(counts.join("")));
}

/** Writes down that a rebuild is done; from then on its report can be asked for. */
export const storeRebuilt = (store: Store, rebuild: Rebuild, seq: number): Promise<void> =>
  store.insert(
    "rebuilds",
    ["factory", "key", "content", "seq"],
    Buffer.from(line([base64(rebuild.factory), rebuild.key, base64(Rebuild.encode(rebuild).finish()), seq])),
  );
