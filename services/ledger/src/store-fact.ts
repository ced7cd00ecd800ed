import { type Declaration, readingLimits, TelemetryRecord, topics } from "@celadon/proto";
import { readDecimal } from "@celadon/quantity";
import { type EventLog, refuse } from "@celadon/runtime";
import type { Book } from "./book.ts";
import { channelsOf } from "./queries/scope.ts";

export interface DeclarePorts {
  readonly log: EventLog;
  readonly book: Book;
  readonly now: () => number;
}

interface Fault {
  readonly path: string;
  readonly problem: string;
  readonly fix: string;
}

/**
 * Stores one declared fact. Resolves when it is durable and the windows it touches are current, with its place in the log.
 * Refused: one that leaves something out or contradicts itself, with every fault; one about a channel nobody knows; the
 * withdrawal of a declaration that was never made.
 */
export async function storeFact(
  fact: Declaration,
  { log, book }: DeclarePorts,
): Promise<{ readonly position: number }> {
  const details = faultsOf(fact);
  if (details.length > 0) {
    const message = details.map(({ problem, fix }) => `${problem} ${fix}`).join(" ");
    throw refuse({ status: 400, code: "bad-declaration", message, details });
  }
  const { factory, channel, key } = fact;
  channelsOf(book, { factory, channels: [channel] });
  const isKnown = book.declared.facts.some((one) => one.factory === factory && one.key === key);
  if (fact.fact?.$case === "withdrawal" && !isKnown) {
    const message = `No declaration of "${factory}" has the key ${key}. See: celadon declare list.`;
    throw refuse({ status: 404, code: "unknown-declaration", message });
  }
  const bytes = TelemetryRecord.encode({ record: { $case: "declaration", value: fact } }).finish();
  return log.publish(topics.telemetry.name, factory, bytes);
}

function faultsOf(declaration: Declaration): readonly Fault[] {
  const { factory, channel, key, revision, atMs, fact, who, declaredMs, why } = declaration;
  const given = (path: string, isGiven: boolean, fix: string): readonly Fault[] =>
    isGiven ? [] : [{ path, problem: `"${path}" must be given.`, fix }];
  const { atMsFirst, atMsEnd, revisionMax } = readingLimits;
  return [
    ...given("factory", factory !== "", "Name the factory."),
    ...given("channel", channel !== "", "Name the channel the fact is about."),
    ...given("key", key !== "" && key.length <= 128, "1 to 128 characters, for example a UUID."),
    ...given("fact", fact !== undefined, "Say what was done, for example a register reset."),
    ...given("who", who !== "", "A figure rests on it."),
    ...given("why", why !== "", "A figure rests on it."),
    ...given("declaredMs", declaredMs > 0n, "Say when it is declared, in ms since 1970."),
    ...(fact?.$case === "withdrawal" || (atMs >= BigInt(atMsFirst) && atMs < BigInt(atMsEnd))
      ? []
      : [{ path: "atMs", problem: `Instant ${atMs} ms lies outside 2000 to 2100.`, fix: "Check clock and unit." }]),
    ...(revision <= revisionMax
      ? []
      : [{ path: "revision", problem: `Revision ${revision} is above ${revisionMax}.`, fix: "Count up from 0." }]),
    ...(fact === undefined ? [] : factFaults(fact, atMs)),
  ];
}

function factFaults(fact: NonNullable<Declaration["fact"]>, atMs: bigint): readonly Fault[] {
  const decimal = (path: string, text: string | undefined, isPositive = false): readonly Fault[] => {
    const value = text === undefined ? undefined : readDecimal(text);
    const isGood =
      value !== undefined && !value.isNegative() && value.decimalPlaces() <= 6 && !(isPositive && value.isZero());
    if (text === undefined || isGood) return [];
    const fix = `Write a plain decimal${isPositive ? " above 0" : ""} of at most six places, for example "84212.5".`;
    return [{ path, problem: `"${path}" is "${text}".`, fix }];
  };
  switch (fact.$case) {
    case "acceptance":
    case "rejection":
      if (fact.value.toMs > atMs) return [];
      return [
        { path: "toMs", problem: "The stretch ends before it begins.", fix: "For a single reading end it 1 ms later." },
      ];
    case "registerReset":
      return [...decimal("closing", fact.value.closing), ...decimal("opening", fact.value.opening)];
    case "meterReplacement":
      return [
        ...decimal("closing", fact.value.closing),
        ...decimal("opening", fact.value.opening),
        ...decimal("multiplier", fact.value.multiplier, true),
        ...decimal("modulus", fact.value.modulus, true),
      ];
    case "multiplierChange":
      return decimal("multiplier", fact.value.multiplier, true);
    case "withdrawal":
      return [];
  }
}
