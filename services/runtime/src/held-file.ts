import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const busy = 5; // SQLITE_BUSY

const isBusy = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && Number(error.errcode) === busy;

/** Files that are held: a handle that nobody refers to would be collected, and the lock with it. */
const held = new Set<DatabaseSync>();

/** How long to let a process pass that only looks whether the file is held. */
const patienceMs = 500;

/**
 * Holds a file by the lock of the operating system, which ends with the process however it ends, and returns what lets it
 * go; undefined while another process holds it. SQLite is the one way Node has to that lock; nothing is written.
 */
export function holdFile(path: string): (() => void) | undefined {
  const file = new DatabaseSync(path, { timeout: patienceMs });
  try {
    file.exec("BEGIN EXCLUSIVE");
    held.add(file);
    return () => {
      held.delete(file);
      file.close();
    };
  } catch (error) {
    file.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** Whether a process holds the file; undefined where there is no such file. */
export function isHeld(path: string): boolean | undefined {
  if (!existsSync(path)) return undefined;
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    file.prepare("SELECT name FROM sqlite_schema").all();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    file.close();
  }
}
