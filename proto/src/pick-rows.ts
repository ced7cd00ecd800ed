import type { ReadingBatch } from "../gen/celadon/telemetry/v1/telemetry.ts";
import { columnBytes, columnNames } from "./reading-columns.ts";

/**
 * Rows of a sound batch as a batch of their own, in the order given, byte for byte; it names the channels of these rows only. A row whose
 * channel index points outside the names keeps that index, and points outside still.
 */
export function pickRows(batch: ReadingBatch, rows: readonly number[]): ReadingBatch {
  const copied = Object.fromEntries(
    columnNames.map((name) => {
      const width = columnBytes[name];
      const column = new Uint8Array(rows.length * width);
      rows.forEach((row, i) => {
        column.set(batch[name].subarray(row * width, (row + 1) * width), i * width);
      });
      return [name, column];
    }),
  );
  const picked: ReadingBatch = { ...batch, ...copied, count: rows.length };
  const view = new DataView(picked.channel.buffer);
  const places = new Map<number, number>();
  const channels: string[] = [];
  rows.forEach((_, i) => {
    const before = view.getUint32(i * columnBytes.channel, true);
    const name = batch.channels[before];
    if (name === undefined) return;
    const place = places.get(before) ?? channels.push(name) - 1;
    places.set(before, place);
    view.setUint32(i * columnBytes.channel, place, true);
  });
  return { ...picked, channels };
}
