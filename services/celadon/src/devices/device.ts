import type { SentHour, SentReading } from "@celadon/simulator";

/** A device that is played. Disposing of it ends it as the device would end: with its death, or by hanging up. */
export interface Device extends AsyncDisposable {
  /** Whether a channel is one of its own. */
  readonly speaksFor: (channel: string) => boolean;
  /** Resolves when everybody who acknowledges has done so. `readings` are those of its channels. */
  readonly send: (readings: readonly SentReading[], sent: Pick<SentHour, "untilMs">) => Promise<void>;
  /** Resolves when what it was given has been taken from it; at once where it has sent it itself. */
  readonly finished: () => Promise<void>;
  /** When it was asked for the first time; absent where it speaks by itself. */
  readonly askedMs?: () => number | undefined;
}

/** What plays devices has of the world. */
export interface Stage {
  readonly signal: AbortSignal;
  /** How long an answer is waited for before it counts as refused; without end for a plant that lives. */
  readonly patienceMs: number;
  /** The time of the plant. */
  readonly clock: () => number;
  /** Text of a file that the meters file names. */
  readonly readSecret: (path: string) => string;
}
