import { createHash, timingSafeEqual } from "node:crypto";
import { setMinInterval, setRtdInterval } from "@celadon/hj212";
import { within } from "./address-range.ts";
import type { Hj212File, StationEntry } from "./hj212-shape.ts";
import type { KnownStation } from "./known-station.ts";
import type { Setting } from "./tell-settings.ts";

/** Reads a file of secrets; throws what the system says. */
export type ReadSecret = (path: string) => string;

/** The stations that the meters file names. Throws a sentence where a secret cannot be read. */
export const stationsOfFile = (file: Hj212File, readSecret: ReadSecret): readonly KnownStation[] =>
  (file.stations ?? []).flatMap(({ name, value }) =>
    value === undefined ? [] : [knownStation(name, value, readSecret)],
  );

function knownStation(name: string, entry: StationEntry, readSecret: ReadSecret): KnownStation {
  const secret = (plain: string | undefined, path: string | undefined): string | undefined => {
    if (path === undefined) return plain;
    try {
      return readSecret(path).trim();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Station "${name}" of the meters file names ${path}, which cannot be read (${why}).`);
    }
  };
  const password = secret(entry.password, entry.passwordFile);
  const keys = [secret(entry.key, entry.keyFile), secret(undefined, entry.previousKeyFile)];
  const allowed = entry.addresses === undefined ? undefined : within(entry.addresses);
  return {
    ...{ name, mn: entry.mn, factory: entry.factory, from: "file", password },
    version: entry.version === undefined ? undefined : versions[entry.version],
    isPassword: password === undefined ? () => true : isSecret(password),
    keys: keys.flatMap((key) => (key === undefined ? [] : [keyBytes(name, key)])),
    mayComeFrom: (address) => allowed === undefined || allowed(address),
    minutes: minutesOf(entry),
    setsClock: entry.clock === "set",
    settings: settingsOf(entry),
    asks: entry.asks && { days: entry.asks.days, of: entry.asks.of ?? "2061" },
    ...(entry.units === undefined ? {} : { units: unitsOf(entry.units) }),
    ...(entry.sentinels === undefined ? {} : { sentinels: entry.sentinels }),
  };
}

const minutesOf = ({ minutes = "10" }: StationEntry): number => Number(minutes);

function settingsOf(entry: StationEntry): readonly Setting[] {
  const { realTimeSeconds: seconds, minuteData } = entry;
  const realTime: Setting | undefined = seconds === undefined ? undefined : (to) => setRtdInterval(to, seconds);
  const minutes: Setting | undefined = minuteData !== "set" ? undefined : (to) => setMinInterval(to, minutesOf(entry));
  return [realTime, minutes].filter((setting) => setting !== undefined);
}

const versions = { "2005": 2005, "2017": 2017, "2025": 2025 } as const;

const unitsOf = (units: NonNullable<StationEntry["units"]>) =>
  new Map(units.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])));

function keyBytes(name: string, hex: string): Uint8Array {
  if (!/^[0-9A-Fa-f]{32}$/.test(hex))
    throw new Error(`The SM4 key of station "${name}" is not 32 hexadecimal digits: write its 16 bytes so.`);
  return Buffer.from(hex, "hex");
}

export const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Letters of a password that are looked at; HJ 212 has six. */
const secretMax = 64;

/** Compares with what was sent, padded to one length and in constant time: its beginning cannot be told from the time it takes. */
export function isSecret(secret: string): (sent: string) => boolean {
  const padded = (text: string, into: Buffer): Buffer => {
    into.fill(0);
    into.write(text, "utf8");
    return into;
  };
  const own = padded(secret, Buffer.alloc(secretMax));
  const other = Buffer.alloc(secretMax);
  return (sent) => timingSafeEqual(own, padded(sent, other)) && sent.length === secret.length;
}
