import { sliceMsOf } from "@celadon/telemetry-to-activity";
import type { Change } from "./change.ts";

/** Slices and channels that are folded at once: so many fit into memory, whatever a model changes. */
const slicesAtOnce = 500_000;
const channelsAtOnce = 1_000;

/** The changes in shares that are folded one after the other. */
export function shares(changes: readonly Change[]): readonly (readonly Change[])[] {
  const all: Change[][] = [];
  let room = 0;
  for (const change of changes) {
    const cost = Math.max(slicesAtOnce / channelsAtOnce, slicesOf(change));
    if (cost > room) {
      all.push([]);
      room = slicesAtOnce;
    }
    room -= cost;
    all.at(-1)?.push(change);
  }
  return all;
}

function slicesOf({ now, touched }: Change): number {
  const fromMs = Math.max(touched.fromMs, now.firstMs ?? touched.fromMs);
  const finest = Math.min(...now.eras.map(({ rule }) => sliceMsOf(rule?.periodMs ?? Number.POSITIVE_INFINITY)));
  return Math.max(0, touched.toMs - fromMs) / finest;
}
