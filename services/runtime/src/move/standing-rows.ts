import type { Query } from "../store.ts";
import type { Shape } from "./shape.ts";
import { type Stretch, within } from "./stretch.ts";

/**
 * The rows of a stretch that hold, as a subquery with the columns that are written. Of rows that replace each other: the one that FINAL
 * keeps, and where that is a mark that the row is gone, the mark: without it an older row that comes again would stand.
 * Every row of a table whose rows stand by themselves.
 */
export function standingRows(shape: Shape, stretch: Stretch): Required<Query> {
  const { table, isReplacing, gone } = shape;
  const { where, params } = within(shape, stretch);
  const columns = shape.columns.map(({ name }) => name).join(", ");
  const kept = `SELECT ${columns} FROM ${table}${isReplacing ? " FINAL" : ""} WHERE ${where}`;
  if (gone === undefined) return { text: kept, params };
  const key = shape.key.map(({ name }) => name).join(", ");
  const marks = `SELECT ${columns} FROM ${table} WHERE ${where} AND ${gone.mark} = 1
    AND (${key}) NOT IN (SELECT ${key} FROM ${table} FINAL WHERE ${where})
    ORDER BY ${key}, ${gone.version} DESC, ${lineOf(shape)} LIMIT 1 BY ${key}`;
  return { text: `${kept} UNION ALL SELECT * FROM (${marks})`, params };
}

/** A row as TabSeparated, as any version of the engine writes it. Its bytes need not be text. */
export const lineOf = ({ columns }: Shape): string =>
  `formatRow('TabSeparated', ${columns.map(({ name }) => name).join(", ")})`;
