import type { Query } from "./store.ts";

/** An argument whose text is longer stands in the statement; a shorter one in the address. */
const longestInAddress = 1_024;

/**
 * A query whose long arguments stand in its text, as literals, for a server over HTTP: there arguments travel as fields of the
 * address or of a form, and a server takes no field beyond `http_max_field_value_size` (128 KiB, for the whole server), which
 * some six thousand channels fill. The statement itself may be as long as `max_query_size`.
 *
 * Only texts and arrays grow long. An array becomes `CAST('[...]', 'Array(T)')`, read by the same parser that reads the argument.
 */
export function inlined({ text, params = {} }: Query): Required<Query> {
  const bound: Record<string, unknown> = {};
  let inline = text;
  for (const [name, value] of Object.entries(params)) {
    const long = longText(value);
    if (long === undefined) bound[name] = value;
    else inline = inline.replaceAll(placeholder(name), (_, type: string) => literal(long, type));
  }
  return { text: inline, params: bound };
}

const placeholder = (name: string): RegExp => new RegExp(`\\{\\s*${name}\\s*:\\s*([^{}]+?)\\s*\\}`, "g");

const literal = (text: string, type: string): string =>
  type === "String" ? quoted(text) : `CAST(${quoted(text)}, ${quoted(type)})`;

function longText(value: unknown): string | undefined {
  if (typeof value !== "string" && !Array.isArray(value)) return undefined;
  const text = typeof value === "string" ? value : written(value);
  return text.length > longestInAddress ? text : undefined;
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) return `${value}`;
  throw new Error(`An array argument holds ${String(value)}: bind numbers, bigints or texts.`);
}

/** A text as ClickHouse writes it between quotes. What is not escaped here stands for itself. */
const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\0", "\\0")}'`;
