import type { Store } from "@celadon/runtime";
import type { Channel } from "./channel.ts";
import type { SeqOf } from "./seq-of.ts";

/** Beyond every instant a reading may have. */
export const foreverMs = 4_102_444_800_000;

/** Writes the names of channels, the longest stretch their readings cover, and when a model declares them. */
export function storeChannels(store: Store, channels: readonly Channel[], seqOf: SeqOf): Promise<void> {
  const rows = channels.map((channel) => {
    const declared = declaredStretches(channel);
    const from = declared.map(({ fromMs }) => fromMs);
    const to = declared.map(({ toMs }) => toMs);
    const covers = Math.ceil(channel.longestCoverMs / 1000);
    // Names have passed `isName`: no tab, no line end, no backslash.
    return `${channel.idText}\t${channel.factory}\t${channel.channel}\t${covers}\t[${from}]\t[${to}]\t${seqOf(channel.factory)}\n`;
  });
  return store.insert(
    "channels",
    ["channelId", "factory", "channel", "maxCoversSeconds", "declaredFrom", "declaredTo", "version"],
    Buffer.from(rows.join("")),
  );
}

/** The half-open stretches of time for which a model in force declares the channel. */
export const declaredStretches = ({ eras }: Channel): readonly { readonly fromMs: number; readonly toMs: number }[] =>
  eras.flatMap(({ fromMs, rule }, i) =>
    rule === undefined ? [] : [{ fromMs, toMs: eras[i + 1]?.fromMs ?? foreverMs }],
  );
