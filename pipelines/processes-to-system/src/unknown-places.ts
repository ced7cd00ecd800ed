import type { RawProcess, RawTerms } from "./raw-process.ts";
import type { Finding } from "./report.ts";

/** The places of processes and exchanges that their source does not describe. */
export const unknownPlaces = (accepted: readonly RawProcess[], placeOf: RawTerms["placeOf"]): readonly Finding[] =>
  accepted.flatMap(({ id, locationId, exchanges }) => {
    const isUnknown = (place: string | undefined): boolean => place !== undefined && placeOf(place) === undefined;
    const say = (place: string | undefined, of: string, what: string): readonly Finding[] => {
      if (!isUnknown(place)) return [];
      const message = `The location "${place}" of ${what} is not there, or has no code: its place is unknown.`;
      return [{ rule: "unknown-location", id: of, message }];
    };
    return [
      ...say(locationId, id, `process "${id}"`),
      ...exchanges.flatMap((one) => {
        const key = `${id}#${one.stated.key}`;
        return say(one.locationId, key, `exchange "${key}"`);
      }),
    ];
  });
