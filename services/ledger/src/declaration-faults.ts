import { type Declaration, readingLimits } from "@celadon/proto";
import { readDecimal } from "@celadon/quantity";

/** One fault of a declared fact: where, the rule it breaks, and the fix. */
export interface DeclarationFault {
  readonly path: string;
  readonly problem: string;
  readonly fix: string;
}

/** Twelve digits: what a reading may show, and what the store can hold. */
const registerEnd = "1000000000000";

/** What is wrong with a declared fact, all of it; nothing when it can be stored. */
export function declarationFaults(declaration: Declaration): readonly DeclarationFault[] {
  const { factory, channel, key, revision, atMs, fact, who, declaredMs, why } = declaration;
  const given = (path: string, isGiven: boolean, fix: string): readonly DeclarationFault[] =>
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

function factFaults(fact: NonNullable<Declaration["fact"]>, atMs: bigint): readonly DeclarationFault[] {
  const decimal = (path: string, text: string | undefined, isPositive = false): readonly DeclarationFault[] => {
    const value = text === undefined ? undefined : readDecimal(text);
    const isGood =
      value !== undefined &&
      !value.isNegative() &&
      value.decimalPlaces() <= 6 &&
      value.lt(registerEnd) &&
      !(isPositive && value.isZero());
    if (text === undefined || isGood) return [];
    const fix = `Write a plain decimal${isPositive ? " above 0" : ""} of at most 12 digits and 6 places, for example "84212.5".`;
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
