import { type Rebuild, readingLimits } from "@celadon/proto";

/** One fault of a rebuild that is asked for: where, the rule it breaks, and the fix. */
export interface RebuildFault {
  readonly path: string;
  readonly problem: string;
  readonly fix: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is wrong with a rebuild, all of it; nothing when it can be done. */
export function rebuildFaults({ factory, key, who, why, askedMs, fromMs, toMs }: Rebuild): readonly RebuildFault[] {
  const given = (path: string, isGiven: boolean, fix: string): readonly RebuildFault[] =>
    isGiven ? [] : [{ path, problem: `"${path}" must be given.`, fix }];
  const { atMsFirst, atMsEnd } = readingLimits;
  const outside = Object.entries({ fromMs, toMs }).flatMap(([path, atMs]) =>
    atMs === undefined || (atMs >= BigInt(atMsFirst) && atMs <= BigInt(atMsEnd))
      ? []
      : [{ path, problem: `Instant ${atMs} ms lies outside 2000 to 2100.`, fix: "Check clock and unit." }],
  );
  return [
    ...given("factory", factory !== "", "Name the factory."),
    ...given("who", who !== "", "It is written down."),
    ...given("why", why !== "", "It is written down."),
    ...given("askedMs", askedMs > 0n, "Say when it is asked for, in ms since 1970."),
    ...(uuid.test(key)
      ? []
      : [{ path: "key", problem: `"key" is "${key}", which is no UUID in lower case.`, fix: "Make a random one." }]),
    ...outside,
    ...(fromMs === undefined || toMs === undefined || fromMs < toMs
      ? []
      : [{ path: "toMs", problem: `The period [${fromMs}, ${toMs}) ends before it begins.`, fix: "Swap the two." }]),
  ];
}
