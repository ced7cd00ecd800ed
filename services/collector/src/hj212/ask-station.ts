import { type Exchange, encodeFrame, type Field } from "@celadon/hj212";
import type { ExchangeEnd } from "./exchanges.ts";
import type { Hj212Ports } from "./hj212-ports.ts";
import type { KnownStation } from "./known-station.ts";
import { encryptSm4 } from "./sm4.ts";
import type { Sighting } from "./station-watch.ts";

/** Asks a station where it was last heard, in its own version and with its password. Undefined: something else is being asked of it. */
export function askStation(
  station: KnownStation,
  { st, pw, version, peer, encrypts }: Sighting,
  { exchanges }: Pick<Hj212Ports, "exchanges">,
  fields: (exchange: Exchange) => readonly Field[],
): Promise<ExchangeEnd> | undefined {
  const { mn, keys } = station;
  return exchanges.ask({
    ...{ mn, peer, fields },
    exchange: { mn, st, pw: station.password ?? pw, version: station.version ?? version },
    encode: (asked) => {
      const [key] = keys;
      const isSealed = encrypts && isData(asked);
      const secret = isSealed && key !== undefined && encryptSm4 !== undefined ? { sm4: encryptSm4, key } : undefined;
      const encoded = encodeFrame({ fields: asked, encrypted: secret !== undefined }, secret);
      return encoded.ok ? encoded.bytes : undefined;
    },
  });
}

/** Of what we ask, HJ 212-2025 encrypts commands of data alone. */
const isData = (fields: readonly Field[]): boolean =>
  fields.some(([name, value]) => name === "CN" && value.startsWith("2"));
