import type { Config } from "./config.ts";
import type { ProcessName } from "./process-names.ts";
import type { Running, StartsUp } from "./serve.ts";
import type { Service } from "./service.ts";

/** All that a command touches of the world outside, so that a test can hand it another one. */
export interface Shell {
  /** Results, on standard output. Resolves when taken; throws `readerGone` when nobody reads any more. */
  readonly print: (piece: string | Uint8Array) => Promise<void>;
  /** Notes for people, on standard error. */
  readonly note: (text: string) => void;
  /** Whether standard error is a terminal, where a progress line may be drawn again and again. */
  readonly isTerminal: boolean;
  /** Whether the person calls us by `npx celadon`, as in a clone: then hints do too. */
  readonly isByNpx: boolean;
  readonly input: AsyncIterable<Uint8Array>;
  /** The current directory: file names on the command line begin here. */
  readonly folder: string;
  /** Who is at the keyboard, for declarations. */
  readonly user: string;
  /** The settings from the environment; a fault in them ends the command. */
  readonly config: () => Config;
  /** The service at a URL; without one that of the settings, or the running one of the data folder, or one in this process that stops when disposed. */
  readonly openService: (url?: string) => Promise<Service>;
  /** Whether a Celadon runs by itself: at a URL, or for the data folder. */
  readonly isServed: (url?: string) => Promise<boolean>;
  /** Starts Celadon in this process, at the addresses of the settings; not ready while `startsUp` says why. */
  readonly serve: (config: Config, startsUp?: StartsUp) => Promise<Running>;
  /** Runs one part of Celadon as a process of its own. */
  readonly serveOne: (name: ProcessName, config: Config) => Promise<Running>;
  /** Resolves when somebody asks the process to end: Ctrl-C, or a signal of the system. */
  readonly asksToStop: () => Promise<void>;
}
