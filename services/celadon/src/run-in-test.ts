import { Readable } from "node:stream";
import { configInTest } from "./config-in-test.ts";
import { readerGone } from "./ending.ts";
import { type Answers, fakeService, type SeenRequest } from "./fake-service.ts";
import { run } from "./run.ts";
import type { Shell } from "./shell.ts";

/** What a command line did: what it printed, noted and asked, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly printed: string;
  readonly noted: string;
  readonly asked: readonly SeenRequest[];
}

/** For tests: a shell that remembers what is printed and noted. What it is not given, a command must not touch. */
export function recordingShell(given: Partial<Shell> = {}) {
  const printed: string[] = [];
  const noted: string[] = [];
  const absent = (name: string) => () => {
    throw new TypeError(`The test gave no ${name}.`);
  };
  const shell: Shell = {
    print: async (piece) => void printed.push(typeof piece === "string" ? piece : Buffer.from(piece).toString("utf8")),
    note: (text) => void noted.push(text),
    isTerminal: false,
    isByNpx: false,
    input: Readable.from([]),
    folder: import.meta.dirname,
    user: "mei",
    config: configInTest,
    openService: absent("service"),
    isServed: absent("look at the folder"),
    serve: absent("serve"),
    serveOne: absent("serveOne"),
    asksToStop: absent("asksToStop"),
    ...given,
  };
  return { shell, printed: () => printed.join(""), noted: () => noted.join("") };
}

/** For tests: runs one command line against a fake service. */
export async function runInTest(
  args: readonly string[],
  answers: Answers = {},
  given: Partial<Shell> = {},
): Promise<Ran> {
  await using service = await fakeService(answers);
  const openService = async () => ({ url: service.url, [Symbol.asyncDispose]: async () => undefined });
  const { shell, printed, noted } = recordingShell({ openService, ...given });
  const code = await run(args, shell);
  return { code, printed: printed(), noted: noted(), asked: service.seen };
}

/** For tests: an output whose reader has gone away. */
export const closedPipe: Shell["print"] = async () => {
  throw readerGone();
};
