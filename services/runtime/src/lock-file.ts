import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { holdFile, isHeld } from "./held-file.ts";

/** Who owns a data folder: the process and the address where the command line finds it. */
export interface Owner {
  readonly pid: number;
  readonly httpPort: number;
  readonly grpcPort: number;
  /** A secret that the owner's interface takes from whoever may read this folder; absent where it asks for none. */
  readonly token?: string | undefined;
}

const addressOf = (folder: string): string => join(folder, "owner.json");
const lockOf = (folder: string): string => join(folder, "owner.json.lock");

/** The living owner of the folder, or undefined: no file, an unreadable one, or a process that is gone. */
export function ownerOf(folder: string): Owner | undefined {
  const found = written(folder);
  if (found === undefined || found.pid === process.pid || !isAlive(found.pid)) return undefined;
  return isHeld(lockOf(folder)) === false ? undefined : found; // a later process may have the number of one that is gone
}

function written(folder: string): Owner | undefined {
  try {
    const { pid, httpPort, grpcPort, token } = JSON.parse(readFileSync(addressOf(folder), "utf8")) as Partial<Owner>;
    if (typeof pid !== "number" || typeof httpPort !== "number" || typeof grpcPort !== "number") return undefined;
    return { pid, httpPort, grpcPort, ...(typeof token === "string" && { token }) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The hold on a folder. */
export interface FolderLock {
  /** Says where the owner listens, once it knows. */
  readonly announce: (owner: Owner) => void;
  /** Gives the folder back. */
  readonly release: () => void;
}

/**
 * Takes the folder for this process. The operating system keeps the lock and takes it back when the process ends, so of
 * processes that start together exactly one wins, and one that was killed holds nothing. Throws a sentence when another
 * process owns the folder.
 */
export function lockFolder(folder: string, owner: Owner): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const letGo = holdFile(lockOf(folder));
  if (letGo === undefined) throw new Error(takenText(folder, written(folder)));
  const announce = (address: Owner): void => {
    writeFileSync(`${addressOf(folder)}.next`, JSON.stringify(address), { mode: 0o600 });
    renameSync(`${addressOf(folder)}.next`, addressOf(folder));
  };
  announce(owner);
  return {
    announce,
    release: () => {
      rmSync(addressOf(folder), { force: true });
      letGo();
    },
  };
}

function takenText(folder: string, owner: Owner | undefined): string {
  const who = owner === undefined ? "" : ` with process id ${owner.pid} (http://127.0.0.1:${owner.httpPort})`;
  return `The data folder ${folder} belongs to the running Celadon${who}. Stop that one, or set CELADON_DATA to another folder.`;
}
