/** What becomes of one field of an item. */
export type FieldUse = "value" | "amount" | "age" | "serial" | "none";

/**
 * Commands whose frames carry readings: real time and what has to do with it (2011, 2021 facilities, 2111 furnaces), and periods: minute
 * 2051, hour 2061, day 2031, a day's run time 2041. 3020 reports registers of a site, such as its electricity.
 */
const readingCommands: ReadonlySet<string> = new Set(["2011", "2021", "2031", "2041", "2051", "2061", "2111", "3020"]);

export const carriesReadings = (cn: string | null): boolean => cn !== null && readingCommands.has(cn);

/** A frame of this command says that an instrument was replaced. */
export const deviceIdCommand = "3019";

const values = /^(?:Zs)?(?:Rtd|Min|Avg|Max)$|^(?:Day|Night)?Data$|^R[ST]$/;

/** By the part of the name behind the hyphen. `Info` is a reading where it is a register of electricity; else a setting or a log. */
export function useOf(code: string, suffix: string): FieldUse {
  if (suffix === "Cou") return "amount";
  if (values.test(suffix)) return "value";
  if (suffix === "Info" && (code === "i33201" || code === "i33202")) return "value";
  if (suffix === "SampleTime") return "age";
  return suffix === "SN" ? "serial" : "none";
}

/** `outfall/2061/w01018-Cou`: fixed by the wire and the name of the station, never by what may be configured otherwise tomorrow. */
export const channelOf = (station: string, cn: string, code: string, suffix: string): string =>
  `${station}/${cn}/${code}-${suffix}`;
