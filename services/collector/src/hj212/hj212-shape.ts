import {
  choice,
  dictionary,
  list,
  may,
  name,
  nameRule,
  need,
  type RecordOf,
  record,
  scalar,
  text,
  unit,
} from "@celadon/activity-to-inventory/closed-yaml";
import { readDecimal } from "@celadon/quantity";
import { whole } from "../meters/whole-number.ts";
import { readAddress, readRange } from "./address-range.ts";

const range = scalar({ type: "string" }, (given) => {
  const value = readRange(given);
  if (value !== undefined) return { value };
  return { problem: `"${given}" is no address and no range of them.`, fix: "Write it like 10.20.0.7 or 10.20.0.0/16." };
});

const listen = scalar({ type: "string" }, (given) => {
  const value = readAddress(given);
  if (value !== undefined) return { value };
  return { problem: `"${given}" is no address to listen at.`, fix: "Write it like 0.0.0.0:9212 or [::1]:9212." };
});

/** As HJ 212-2017 has it 24 hexadecimal digits; older devices have 12 to 15, some with a line between them. */
const mn = scalar({ type: ["string", "number"], pattern: "^[0-9A-Za-z_-]{1,32}$" }, (given) =>
  /^[0-9A-Za-z_-]{1,32}$/.test(given)
    ? { value: given }
    : { problem: `"${given}" is no number of a station.`, fix: "Write the MN as the device sends it, in quotes." },
);

const key = scalar({ type: "string" }, (given) =>
  /^[0-9A-Fa-f]{32}$/.test(given)
    ? { value: given }
    : { problem: "The key is not 32 hexadecimal digits.", fix: "Write the 16 bytes of the SM4 key in hexadecimal." },
);

const micro = scalar({ type: ["number", "string"] }, (given) => {
  const value = readDecimal(given);
  if (value !== undefined && value.decimalPlaces() <= 6 && value.abs().lessThan("1e12"))
    return { value: BigInt(value.times(1_000_000).toFixed()) };
  return { problem: `"${given}" is no plain decimal.`, fix: "Write it like -99." };
});

const code = (given: string) =>
  /^[0-9A-Za-z]{1,16}$/.test(given)
    ? undefined
    : { problem: `"${given}" is no code of HJ 212.`, fix: "Write it as on the wire, such as w01018." };

const station = record({
  mn: need(mn, "The number that the device sends as MN."),
  factory: need(name, "The factory whose readings it sends."),
  version: may(
    choice("2005", "2017", "2025"),
    "The version that answers are written in; as its frames say where absent.",
  ),
  password: may(text, "What it must send as PW; any where absent."),
  passwordFile: may(text, "A file that holds the password."),
  key: may(key, "SM4 key of 2025, in hexadecimal."),
  keyFile: may(text, "A file that holds the key."),
  previousKeyFile: may(text, "A file with the key that was in use before, during a change of keys."),
  units: may(
    dictionary(
      record({
        value: may(unit, "Of what is measured (Rtd, Min, Avg, Max)."),
        amount: may(unit, "Of amounts (Cou)."),
      }),
      code,
    ),
    "Units that the device really uses, by code, where they are not those that the standard prints.",
  ),
  sentinels: may(list(micro), "Numbers that stand for no value beside -99, -999 and -9999."),
  addresses: may(list(range), "From where it may come; from anywhere allowed where absent."),
  minutes: may(
    choice("1", "2", "3", "4", "5", "6", "10", "12", "15", "20", "30"),
    "Length of its minute data (2051); 10 where absent.",
  ),
  minuteData: may(
    choice("set", "leave"),
    "Whether it is told that length when it is first heard (1064); leave where absent.",
  ),
  realTimeSeconds: may(
    whole(30, 3_600),
    "It is told to send real-time data so often when it is first heard (1062); nothing where absent.",
  ),
  clock: may(choice("set", "leave"), "Whether its clock is set when it is off (1012); leave where absent."),
  asks: may(
    record({
      days: need(whole(1, 90), "How far back missing periods are asked for."),
      of: may(choice("2051", "2061"), "The history that is asked for, minutes or hours; 2061 where absent."),
    }),
    "Ask the station for periods that are missing.",
  ),
});

/** The key `hj212` of the meters file. */
export const hj212Fields = {
  listen: need(listen, "Address and port, such as `0.0.0.0:9212`; port 0 for any free one."),
  allow: may(list(range), "Who may connect; needed beyond loopback."),
  stations: may(dictionary(station, nameRule), "The stations, by the name that begins their channels."),
  idleSeconds: may(whole(60, 86_400), "A connection without a frame for so long is closed; 4000 where absent."),
  framesPerSecond: may(whole(1, 100_000), "Of one station; 100 where absent."),
  connections: may(whole(1, 1_000_000), "In all; 20000 where absent."),
  connectionsPerAddress: may(whole(1, 1_000_000), "From one address; 1000 where absent, on loopback all."),
  clockSeconds: may(whole(1, 86_400), "How far a clock may be off before it is set; 30 where absent."),
} as const;

export const hj212Shape = record(hj212Fields);
export type Hj212File = RecordOf<typeof hj212Fields>;
export type StationEntry = NonNullable<NonNullable<Hj212File["stations"]>[number]["value"]>;
