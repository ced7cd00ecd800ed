import { amountText } from "@celadon/ledger";
import type { Reading } from "@celadon/telemetry-to-activity";

/** The columns of table `readings`, as the ledger fills them. */
export const readingColumns = ["channelId", "at", "value", "revision", "quality", "coversSeconds", "marks", "seq"];

/** A reading as a row of that table. */
export function storedReading(channelId: bigint, reading: Reading): string {
  const { atMs, valueMicro, revision, quality, coversSeconds, marks } = reading;
  const value = amountText(valueMicro * 1_000_000n).slice(0, -6);
  return `${[channelId, (atMs / 1000).toFixed(3), value, revision, quality, coversSeconds, marks, 1].join("\t")}\n`;
}
