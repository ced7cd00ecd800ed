import type { Shape } from "./shape.ts";

/** A stretch of a table: one partition, behind the key `after`, up to and with the key `upTo`; each value as text. */
export interface Stretch {
  readonly partition?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly upTo?: readonly string[] | undefined;
}

/**
 * The condition of a stretch, with its arguments. Keys compare column by column, written out, since the engine finds its place in the
 * order of the table by single columns, not by tuples:  a > x OR (a = x AND (b > y OR (b = y AND c > z))).
 */
export function within({ key, partition }: Shape, stretch: Stretch) {
  const params: Record<string, unknown> = {};
  const conditions: string[] = [];
  if (partition !== undefined && stretch.partition !== undefined) {
    params["partition"] = stretch.partition;
    conditions.push(`${partition.text} = {partition:${partition.type}}`);
  }
  const compare = (name: string, values: readonly string[], beyond: string, end: string): string => {
    for (const [i, value] of values.entries()) params[`${name}${i}`] = value;
    return key.reduceRight((inner, column, i) => {
      const argument = `{${name}${i}:${column.type}}`;
      return `(${column.name} ${beyond} ${argument} OR (${column.name} = ${argument} AND ${inner}))`;
    }, end);
  };
  if (stretch.after !== undefined) conditions.push(compare("after", stretch.after, ">", "0"));
  if (stretch.upTo !== undefined) conditions.push(compare("upTo", stretch.upTo, "<", "1"));
  return { where: conditions.length === 0 ? "1" : conditions.join(" AND "), params };
}
