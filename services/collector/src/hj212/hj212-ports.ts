import type { Frame } from "@celadon/hj212";
import type { FrameReader } from "@celadon/meter-to-telemetry";
import type { Log, Meter } from "@celadon/runtime";
import type { FewRefusals } from "../meters/few-refusals.ts";
import type { MeterDoor } from "../meters/meter-door.ts";
import type { Exchanges } from "./exchanges.ts";
import type { GuessedPasswords } from "./guessed-passwords.ts";
import type { Peer } from "./peer.ts";
import type { Register } from "./register.ts";
import type { ReplacedInstruments } from "./replaced-instruments.ts";
import type { StationRate } from "./station-rate.ts";
import type { StationWatch } from "./station-watch.ts";
import type { WaitingFrames } from "./waiting-frames.ts";

/** What frames of stations are taken with; one for the whole server. */
export interface Hj212Ports {
  readonly door: MeterDoor;
  readonly register: Register;
  readonly waiting: WaitingFrames;
  readonly watch: StationWatch;
  readonly exchanges: Exchanges;
  readonly guesses: GuessedPasswords;
  readonly rate: StationRate;
  readonly replaced: ReplacedInstruments;
  readonly read: FrameReader;
  /** How far a clock may be off before it is set. */
  readonly clockMs: number;
  readonly notes: Log;
  readonly meter: Meter;
  readonly now: () => number;
}

/** One frame as it came. */
export interface Arrived {
  readonly frame: Frame;
  /** Its bytes; valid until the first wait. */
  readonly bytes: Uint8Array;
  readonly peer: Peer;
  readonly origin: string;
  readonly refusals: FewRefusals;
  readonly receivedMs: number;
}
