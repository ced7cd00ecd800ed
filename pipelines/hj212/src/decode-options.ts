import type { Sm4 } from "./cipher-text.ts";
import type { Version } from "./flag.ts";
import type { Limits } from "./limits.ts";

/** How frames are decoded. All may be left out. */
export interface DecodeOptions {
  /** Forgive what `deviationCodes` names, and list it. Otherwise each is an error. */
  readonly lenient?: boolean;
  /** The version to decode by; what Flag says where none is given. */
  readonly version?: Version;
  /** Decrypts blocks of 16 bytes, SM4 in ECB mode without padding. */
  readonly sm4?: Sm4;
  /** The keys of a station, 16 bytes each, in the order to try: around a change of key both of them. */
  readonly keys?: (mn: string) => readonly Uint8Array[];
  /** Text of bytes beyond ASCII; undefined where they are none. The standard says UTF-8. */
  readonly text?: (bytes: Uint8Array) => string | undefined;
  readonly limits?: Partial<Limits>;
  /** Where the bytes begin in their stream: added to each offset. */
  readonly offset?: number;
}

/** The same, filled up once for a whole stream. */
export interface Settings extends Omit<DecodeOptions, "limits" | "offset"> {
  readonly limits: Limits;
}
