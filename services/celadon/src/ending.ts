/** Exit codes: 1 a refusal, a failed check, or readings that do not count; 2 wrong usage. 0 is for what was done. */
type ExitCode = 1 | 2;

interface Ending {
  readonly exitCode: ExitCode;
  readonly hasBeenTold: boolean;
}

const ending = (message: string, ending: Ending): Error => Object.assign(new Error(message), { ending });

/** Thrown to end a command with exit code 1. The message is a sentence for people, with the fix. */
export const failed = (message: string): Error => ending(message, { exitCode: 1, hasBeenTold: false });

/** Thrown to end a command with exit code 2. */
export const wrongUsage = (message: string): Error => ending(message, { exitCode: 2, hasBeenTold: false });

/** Thrown to end with exit code 1 when everything was printed already: a check that found faults, a file with refused lines. */
export const failedAndTold = (): Error => ending("", { exitCode: 1, hasBeenTold: true });

/** Thrown when the reader of our output is gone (`celadon readings | head`): nothing to say, and nothing went wrong. */
export const readerGone = (): Error =>
  Object.assign(new Error("The reader of the output is gone."), { readerGone: true });

export const isReaderGone = (error: unknown): boolean => error instanceof Error && "readerGone" in error;

/** How an error wants the command to end; undefined for one that nobody planned. */
export function endingOf(error: unknown): Ending | undefined {
  if (!(error instanceof Error) || !("ending" in error)) return undefined;
  return error.ending as Ending; // only this file sets the field
}
