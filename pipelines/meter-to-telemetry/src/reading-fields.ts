/** The fields of a reading as it travels in JSON and in our own CSV; a bit each, so that a number can say which were seen. */
export const fields = {
  factory: 1 << 0,
  channel: 1 << 1,
  at: 1 << 2,
  value: 1 << 3,
  unit: 1 << 4,
  revision: 1 << 5,
  quality: 1 << 6,
  coversSeconds: 1 << 7,
  manual: 1 << 8,
  backfill: 1 << 9,
} as const;
export type Field = keyof typeof fields;

export const fieldNames = Object.keys(fields) as readonly Field[];

export const isField = (name: string): name is Field => Object.hasOwn(fields, name);
