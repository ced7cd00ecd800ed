/** A text as the tables of dead letters hold it: base64, so that any text is safe in a row. */
export const textCell = (text: string): string => Buffer.from(text).toString("base64");

/** The text in such a cell. */
export const textIn = (cell: string): string => Buffer.from(cell, "base64").toString("utf8");
