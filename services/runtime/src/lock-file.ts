import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** Who owns a data folder: the process and the address where the command line finds it. */
export interface Owner {
  readonly pid: number;
  readonly httpPort: number;
  readonly grpcPort: number;
}

const fileOf = (folder: string): string => join(folder, "owner.json");

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/** The living owner of the folder, or undefined: no file, an unreadable one, or a process that is gone. */
export function ownerOf(folder: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(folder), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const found = readOwner(text);
  return found !== undefined && found.pid !== process.pid && alive(found.pid) ? found : undefined;
}

function readOwner(text: string): Owner | undefined {
  try {
    const { pid, httpPort, grpcPort } = JSON.parse(text) as Partial<Owner>;
    return typeof pid === "number" && typeof httpPort === "number" && typeof grpcPort === "number"
      ? { pid, httpPort, grpcPort }
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // a crash while it was written
    throw error;
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
 * Takes the folder for this process. The file is made with O_EXCL, and the file of a process that is gone is first renamed
 * away, so of two processes that start together exactly one wins. Throws a sentence when another process owns the folder.
 */
export function lockFolder(folder: string, owner: Owner): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const file = createOnly(fileOf(folder));
    if (file !== undefined) {
      writeSync(file, JSON.stringify(owner));
      fsyncSync(file);
      closeSync(file);
      return {
        announce: (address) => {
          writeFileSync(`${fileOf(folder)}.next`, JSON.stringify(address), { mode: 0o600 });
          renameSync(`${fileOf(folder)}.next`, fileOf(folder));
        },
        release: () => rmSync(fileOf(folder), { force: true }),
      };
    }
    const other = ownerOf(folder);
    if (other !== undefined) {
      throw new Error(
        `The data folder ${folder} belongs to the running Celadon with process id ${other.pid} ` +
          `(http://127.0.0.1:${other.httpPort}). Stop that one, or set CELADON_DATA to another folder.`,
      );
    }
    const gone = `${fileOf(folder)}.${process.pid}`;
    renameSync(fileOf(folder), gone);
    rmSync(gone, { force: true });
  }
}

function createOnly(path: string): number | undefined {
  try {
    return openSync(path, "wx", 0o600);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undefined;
    throw error;
  }
}
