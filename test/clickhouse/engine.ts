import { oneAtATime } from "@celadon/runtime";
import { Session } from "chdb";
import type { Statement } from "./statement.ts";

/** The engine of this process, one statement after the other. */
export interface Engine {
  /** The bytes of the answer. Throws what the engine throws, with its `Code: N.` in the text. */
  answer(statement: Statement): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens the engine on a folder. What it is told for one statement it keeps for the next, so database and settings are set, or set
 * back, before each: as if every request were the first.
 */
export function openEngine(folder: string): Engine {
  const session = new Session(folder);
  const queue = oneAtATime();
  const set = new Map<string, string>();
  let database = "default";

  const prepare = async (wanted: Statement): Promise<void> => {
    if (wanted.database !== database) {
      if (!/^\w+$/.test(wanted.database)) throw new Error("Code: 81. DB::Exception: no such name. (UNKNOWN_DATABASE)");
      await session.queryAsync(`USE ${wanted.database}`);
      database = wanted.database;
    }
    for (const name of new Set([...set.keys(), ...wanted.settings.keys()])) {
      const value = wanted.settings.get(name);
      if (value === set.get(name)) continue;
      if (!/^\w+$/.test(name)) throw new Error(`Code: 115. DB::Exception: ${name} is no setting. (UNKNOWN_SETTING)`);
      await session.queryAsync(value === undefined ? `SET ${name} = DEFAULT` : `SET ${name} = '${value}'`);
      if (value === undefined) set.delete(name);
      else set.set(name, value);
    }
  };

  return {
    answer: (statement) =>
      queue(async () => {
        await prepare(statement);
        const { text, params, rows } = statement;
        if (rows !== undefined) {
          const { table, columns, tsv } = rows;
          await session.insert({ table, columns, values: tsv, format: "TabSeparated" });
          return Buffer.alloc(0);
        }
        const result =
          Object.keys(params).length === 0
            ? await session.queryAsync(text, { format: "TabSeparated" })
            : await session.queryBindAsync(text, params, { format: "TabSeparated" });
        return Buffer.from(result.bytes());
      }),
    close: () => queue(async () => session.close()),
  };
}
