import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The program, as it is installed. */
export const celadonBin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line of Celadon to its end. */
export const runCeladon = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> =>
  new Promise((done) => {
    const child = execFile(process.execPath, [celadonBin, ...args], { env, maxBuffer: 1 << 28 }, (_, stdout, stderr) =>
      done({ code: child.exitCode, stdout, stderr }),
    );
  });
