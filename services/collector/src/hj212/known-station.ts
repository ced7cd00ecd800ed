import type { Station } from "@celadon/meter-to-telemetry";
import type { Setting } from "./tell-settings.ts";

/** A station whose readings are taken. */
export interface KnownStation extends Station {
  readonly mn: string;
  readonly factory: string;
  readonly from: "file" | "adopted";
  /** The version that answers are written in; undefined: that of the frame. */
  readonly version: 2005 | 2017 | 2025 | undefined;
  /** Whether it sent the right password; the comparison takes the same time whichever it sent. */
  readonly isPassword: (sent: string) => boolean;
  /** What requests to it carry as PW; undefined where it is not known: then the one it sent last. */
  readonly password: string | undefined;
  /** SM4 keys in the order to try. */
  readonly keys: readonly Uint8Array[];
  readonly mayComeFrom: (address: string) => boolean;
  /** Length of its minute data. */
  readonly minutes: number;
  readonly setsClock: boolean;
  /** What it is told when it is first heard. */
  readonly settings: readonly Setting[];
  readonly asks: { readonly days: number; readonly of: "2051" | "2061" } | undefined;
}
