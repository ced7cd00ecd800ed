/** Bytes per row of each column of a ReadingBatch. The order is that of the message. */
export const columnBytes = {
  channel: 4,
  atMs: 8,
  valueMicro: 8,
  revision: 4,
  coversSeconds: 4,
  quality: 1,
  marks: 2,
} as const;
export type ColumnName = keyof typeof columnBytes;

/** Names of the columns, in the order of the message. */
export const columnNames = Object.keys(columnBytes) as readonly ColumnName[]; // a literal's keys are its own and no others
