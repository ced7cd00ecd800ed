import { instantText, readInstant } from "@celadon/quantity";
import { wrongUsage } from "./ending.ts";
import { refuseUnknownPlant } from "./refuse-unknown-plant.ts";
import { askJson, type Service } from "./service.ts";

const localShape = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?$/;
const example = "2026-01-31, 2026-01-31T08:00 or 2026-01-31T08:00:00+08:00";

/** A day or a local time: it means an instant only in a time zone. */
const isLocal = (text: string): boolean => readInstant(text) === undefined && localShape.test(text);

/**
 * A date or time from the command line as an instant (ISO text with Z). With an offset it stands for itself; a plain date is
 * the start of that day of the plant, a plain time is one of its clock. Throws a sentence for what is none of these.
 */
export function instantArgument(name: string, text: string, timeZone: () => string): string {
  const atMs = readInstant(text);
  if (atMs !== undefined) return instantText(atMs);
  if (!localShape.test(text)) throw wrongUsage(`${name} ${text} is no date or time: write ${example}.`);
  const zone = timeZone();
  try {
    const local = Temporal.PlainDateTime.from(text.replace(" ", "T").toUpperCase());
    const isDay = text.length === 10;
    return (
      isDay ? local.toPlainDate().toZonedDateTime(zone) : local.toZonedDateTime(zone, { disambiguation: "reject" })
    )
      .toInstant()
      .toString();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw wrongUsage(`${name} ${text} does not exist, or exists twice, on the clock of ${zone}: write ${example}.`);
  }
}

interface PlantZone {
  readonly factory: string;
  readonly timeZone: string;
}

export interface TimeWishes {
  readonly factory?: string | undefined;
  /** By option, such as `--from`. */
  readonly times: Readonly<Record<string, string | undefined>>;
}

/** Dates of the command line as instants, by option. The plant is asked for its time zone only where a text needs one. */
export async function instantsOf(
  service: Service,
  { factory, times }: TimeWishes,
): Promise<Readonly<Record<string, string | undefined>>> {
  const needsZone = Object.values(times).some((text) => text !== undefined && isLocal(text));
  const plants = needsZone
    ? await askJson<readonly PlantZone[]>(service, { path: "/v1/plants", query: { factory } })
    : [];
  if (needsZone && plants.length === 0) await refuseUnknownPlant(service, factory);
  const zones = new Set(plants.map(({ timeZone }) => timeZone));
  const zoneOf = (): string => {
    const [zone] = zones;
    if (zone !== undefined && zones.size === 1) return zone;
    throw wrongUsage(
      zones.size === 0
        ? `A plain date is a day of a plant, and no plant is known yet: write the offset too, such as 2026-01-31T00:00:00+08:00.`
        : "A plain date is a day of a plant, and there are several: add --factory, or write the offset too.",
    );
  };
  return Object.fromEntries(
    Object.entries(times).map(([name, text]) => [
      name,
      text === undefined ? undefined : instantArgument(name, text, zoneOf),
    ]),
  );
}
