import type { Channel } from "../channel.ts";

/** Behind every reading. */
const endMs = 4_102_444_800_000;

/** Stretches of the channel's life that no model declares. */
export function undeclared({ eras }: Channel): readonly { readonly fromMs: number; readonly toMs: number }[] {
  const borders = [{ fromMs: 0, rule: undefined }, ...eras];
  return borders.flatMap(({ fromMs, rule }, i) =>
    rule === undefined ? [{ fromMs, toMs: borders[i + 1]?.fromMs ?? endMs }] : [],
  );
}

const hasUndeclared = (channel: Channel): boolean =>
  undeclared(channel).some(
    ({ fromMs, toMs }) =>
      channel.firstMs !== undefined &&
      channel.lastMs !== undefined &&
      fromMs <= channel.lastMs &&
      channel.firstMs < toMs,
  );

/** Whether any reading of the channel can be quarantined: the fold has refused one, or no model declares its time. */
export const mayBeRefused = (channel: Channel): boolean =>
  channel.lastRefusedMs !== undefined || hasUndeclared(channel);
