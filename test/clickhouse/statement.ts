import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";

/** What a request asks of the engine. */
export interface Statement {
  readonly text: string;
  /** Arguments of `{name:Type}` that are single values. */
  readonly params: Readonly<Record<string, string>>;
  /** Settings that hold for this statement alone. */
  readonly settings: ReadonlyMap<string, string>;
  readonly database: string;
  readonly isInsert: boolean;
  /** The rows of an INSERT that brings them, byte for byte, and where they go. */
  readonly rows: { readonly table: string; readonly columns: readonly string[]; readonly tsv: Buffer } | undefined;
  readonly packAnswer: boolean;
}

/** A field longer than this is refused, as a server does by default (`http_max_field_value_size`). */
const longestField = 131_072;

/** Fields of the address that are no settings, and settings that only a server over HTTP has. */
const notForEngine = new Set([
  ...["query", "database", "query_id", "default_format"],
  ...["wait_end_of_query", "enable_http_compression", "cancel_http_readonly_queries_on_client_close"],
]);

/** Reads a request with its whole body, before it waits for the engine. Throws a sentence as a server would. */
export async function statementOf(request: IncomingMessage): Promise<Statement> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const sent = Buffer.concat(chunks);
  const bytes = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
  const body = bytes.toString();
  const fields = new Map(new URL(request.url ?? "/", "http://front").searchParams);
  const boundary = /^multipart\/form-data; *boundary="?([^";]+)/.exec(request.headers["content-type"] ?? "")?.[1];
  const parts = boundary === undefined ? undefined : formOf(body, boundary);
  for (const [name, value] of parts ?? []) fields.set(name, value);
  for (const [name, value] of fields) {
    if (value.length > longestField) {
      throw new Error(`Poco::Exception. Code: 1000, HTML Form Exception: Field value too long (${name})`);
    }
  }
  const query = fields.get("query") ?? "";
  const text = parts === undefined ? [query, body].filter((part) => part !== "").join("\n") : query;
  const given = [...fields].flatMap(([name, value]) =>
    name.startsWith("param_") ? [[name.slice("param_".length), value] as const] : [],
  );
  return {
    ...bound(text, given),
    settings: new Map([...fields].filter(([name]) => !name.startsWith("param_") && !notForEngine.has(name))),
    database: fields.get("database") ?? "default",
    isInsert: /^\s*INSERT\b/i.test(text),
    rows: parts === undefined ? rowsOf(query, bytes) : undefined,
    packAnswer:
      fields.get("enable_http_compression") === "1" && /\bgzip\b/.test(request.headers["accept-encoding"] ?? ""),
  };
}

function rowsOf(query: string, tsv: Buffer): Statement["rows"] {
  const [, table, columns] = /^INSERT INTO (\w+) \(([^)]*)\) FORMAT TabSeparated$/.exec(query) ?? [];
  return table === undefined || columns === undefined ? undefined : { table, columns: columns.split(", "), tsv };
}

function formOf(body: string, boundary: string): ReadonlyMap<string, string> {
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  return new Map(
    parts.map((part) => {
      const head = part.indexOf("\r\n\r\n");
      const name = /name="([^"]+)"/.exec(part.slice(0, head))?.[1];
      if (name === undefined) throw new Error("A part of the form has no name.");
      return [name, part.slice(head + 4)];
    }),
  );
}

/**
 * Single values are bound by the engine. The binding of this engine escapes any text once more, which a server does not, so
 * escapes are taken off here; an array, whose quotes it would spoil, becomes a literal that the same parser reads.
 */
function bound(text: string, given: readonly (readonly [name: string, value: string])[]) {
  let statement = text;
  const params: Record<string, string> = {};
  for (const [name, value] of given) {
    const placeholder = new RegExp(`\\{\\s*${name}\\s*:\\s*((?:Array|Map|Tuple)\\([^{}]*\\))\\s*\\}`, "g");
    if (placeholder.test(statement)) {
      statement = statement.replaceAll(placeholder, (_, type: string) => `CAST(${quoted(value)}, ${quoted(type)})`);
    } else {
      params[name] = unescaped(value);
    }
  }
  return { text: statement, params };
}

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const escapes: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f", "0": "\0" };
const unescaped = (text: string): string =>
  text.replaceAll(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
