import { csvRows } from "@celadon/inventory-to-footprint/systems";
import { failed } from "./ending.ts";

/** A lot of a file as it stands there, and the line it begins in, from 1. */
export interface LotOfFile {
  readonly line: number;
  readonly product: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: string;
  readonly unit?: string;
  readonly key?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const needed = ["product", "name", "from", "to", "quantity"] as const;

/**
 * The lots of a file: CSV with a header, or NDJSON, one object a line. Columns or fields are product, name, from, to, quantity and,
 * where wanted, unit and key; every other one is an attribute, and an empty cell says nothing. Throws a sentence that names the line.
 */
export function lotsOfFile(file: string, text: string): readonly LotOfFile[] {
  const isJson = text.trimStart().startsWith("{");
  const records = isJson ? jsonRecords(file, text) : csvRecords(file, text);
  if (records.length === 0) throw failed(`${file} holds no lot.`);
  return records.map(({ line, fields }) => {
    const lacking = needed.filter((name) => (fields[name] ?? "") === "");
    if (lacking.length > 0) throw failed(`${file}:${line}: ${lacking.join(", ")} must be given for a lot.`);
    const { product = "", name = "", from = "", to = "", quantity = "", unit = "", key = "", ...others } = fields;
    return {
      ...{ line, product, name, from, to, quantity },
      ...(unit === "" ? {} : { unit }),
      ...(key === "" ? {} : { key }),
      attributes: Object.fromEntries(Object.entries(others).filter(([, value]) => value !== "")),
    };
  });
}

interface LotRecord {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

function csvRecords(file: string, text: string): readonly LotRecord[] {
  const [header, ...rows] = csvRows(text);
  const names = header?.cells.map((cell) => cell.trim()) ?? [];
  const lacking = needed.filter((name) => !names.includes(name));
  if (lacking.length > 0) {
    throw failed(`${file}: the header lacks ${lacking.join(", ")}. It begins: product,name,from,to,quantity,unit`);
  }
  return rows.map(({ cells, line, isOpen }) => {
    if (isOpen === true || cells.length !== names.length) {
      const problem = isOpen === true ? "a quotation mark is never closed" : `${cells.length} cells`;
      throw failed(`${file}:${line}: ${problem}, where the header has ${names.length} columns.`);
    }
    return { line, fields: Object.fromEntries(names.map((name, i) => [name, `${cells[i]}`.trim()])) };
  });
}

const jsonRecords = (file: string, text: string): readonly LotRecord[] =>
  text.split("\n").flatMap((one, i) => {
    if (one.trim() === "") return [];
    const fields = objectOf(one);
    if (fields === undefined) throw failed(`${file}:${i + 1}: a line must be one JSON object with texts and numbers.`);
    return [{ line: i + 1, fields }];
  });

function objectOf(text: string): Readonly<Record<string, string>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const fields = Object.entries(value);
    if (fields.some(([, field]) => typeof field !== "string" && typeof field !== "number")) return undefined;
    return Object.fromEntries(fields.map(([name, field]) => [name, String(field)]));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
