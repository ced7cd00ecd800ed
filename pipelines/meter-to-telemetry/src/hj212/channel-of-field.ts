/** What becomes of one field of an item. */
export type FieldUse = "value" | "amount" | "age" | "serial" | "none";

/**
 * Whether frames of a command carry readings: all of data do (2xxx), such as real time 2011, facilities 2021, minutes 2051, hours 2061,
 * days 2031, and those of 2025 that nobody has the text of (2052, 2062): their channels are their own, and wait until a plant model
 * declares them. 3020 reports registers of a site, such as its electricity.
 */
export const carriesReadings = (cn: string): boolean => /^2\d{3}$/.test(cn) || cn === "3020";

/** A frame of this command says that an instrument was replaced. */
export const deviceIdCommand = "3019";

const valueNames = /^(?:Zs)?(?:Rtd|Min|Avg|Max)$|^(?:Day|Night)?Data$|^R[ST]$/;

/** By the part of the name behind the hyphen. `Info` is a reading where it is a register of electricity; else a setting or a log. */
export function useOf(code: string, suffix: string): FieldUse {
  if (suffix === "Cou") return "amount";
  if (valueNames.test(suffix)) return "value";
  if (suffix === "Info" && (code === "i33201" || code === "i33202")) return "value";
  if (suffix === "SampleTime") return "age";
  return suffix === "SN" ? "serial" : "none";
}

/** `outfall/2061/w01018-Cou`: fixed by the wire and the name of the station, never by what may be configured otherwise tomorrow. */
export const channelOf = (station: string, cn: string, code: string, suffix: string): string =>
  `${station}/${cn}/${code}-${suffix}`;
