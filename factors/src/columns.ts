/** The columns of every table, in this order. Closed: a new one is added here, with its check, or it is refused. */
export const columns = [
  "id",
  "family",
  "activity",
  "gas",
  "value",
  "unit",
  "per_unit",
  "region",
  "data_year",
  "valid_from",
  "valid_to",
  "purposes",
  "use",
  "boundary",
  "gwp_set",
  "uncertainty",
  "confidence",
  "tier",
  "document",
  "edition",
  "locator",
  "url",
  "licence",
  "note",
] as const;
export type Column = (typeof columns)[number];

/** Cells that may be empty: an empty `family` is the row's own id, `gwp_set` belongs to CO2e rows only. */
export const optionalColumns: ReadonlySet<Column> = new Set(["family", "gwp_set", "url", "note"]);

/** One line of a table, every column with its text. */
export type Cells = Readonly<Record<Column, string>>;
