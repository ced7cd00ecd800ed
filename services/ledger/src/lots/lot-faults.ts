import { type Lot, readingLimits } from "@celadon/proto";
import { isName, readDecimal, unitOf } from "@celadon/quantity";
import type { DeclarationFault } from "../declaration-faults.ts";

/** Twelve digits, as everything that a meter may show. */
const quantityEnd = "1000000000000";

const nameMax = 128;

/** What is wrong with a lot by itself, all of it; nothing when it can be stored. Of one that is taken back only its key counts. */
export function lotFaults(lot: Lot): readonly DeclarationFault[] {
  const { factory, key, revision, product, name, fromMs, toMs, quantity, unit, attributes, who, why } = lot;
  const given = (path: string, isGiven: boolean, fix: string): readonly DeclarationFault[] =>
    isGiven ? [] : [{ path, problem: `"${path}" must be given.`, fix }];
  const { atMsFirst, atMsEnd, revisionMax } = readingLimits;
  const outside = Object.entries({ fromMs, toMs }).flatMap(([path, atMs]) =>
    atMs >= BigInt(atMsFirst) && atMs <= BigInt(atMsEnd)
      ? []
      : [{ path, problem: `Instant ${atMs} ms lies outside 2000 to 2100.`, fix: "Check clock and unit." }],
  );
  const head = [
    ...given("factory", isName(factory), "Name the factory."),
    ...given("key", key !== "" && key.length <= nameMax, "1 to 128 characters, for example a UUID."),
    ...given("who", who !== "", "A figure rests on it."),
    ...given("why", why !== "", "A figure rests on it."),
    ...given("declaredMs", lot.declaredMs > 0n, "Say when it is declared, in ms since 1970."),
    ...(revision <= revisionMax
      ? []
      : [{ path: "revision", problem: `Revision ${revision} is above ${revisionMax}.`, fix: "Count up from 0." }]),
  ];
  if (lot.withdrawn) return head;
  const twice = attributes.find((one, i) => attributes.some((other, k) => k < i && other.name === one.name));
  return [
    ...head,
    ...given("product", product !== "", "Name a product that the plant model declares."),
    ...given("name", name.trim() !== "" && name.length <= nameMax, "1 to 128 characters, as on the label."),
    ...(outside.length > 0 || fromMs < toMs ? outside : [endsBefore(lot)]),
    ...quantityFaults(quantity, unit),
    ...given(
      "attributes",
      attributes.every((one) => one.name !== ""),
      "Each attribute has a name.",
    ),
    ...(twice === undefined
      ? []
      : [{ path: "attributes", problem: `"${twice.name}" is said twice.`, fix: "Keep one of them." }]),
  ];
}

const endsBefore = ({ fromMs, toMs }: Lot): DeclarationFault => ({
  path: "toMs",
  problem: `The lot [${fromMs}, ${toMs}) ends before it begins.`,
  fix: "Let it stop after its start.",
});

function quantityFaults(quantity: string, unit: string): readonly DeclarationFault[] {
  const value = readDecimal(quantity);
  const isGood = value?.isPositive() === true && !value.isZero() && value.decimalPlaces() <= 6 && value.lt(quantityEnd);
  const known = unitOf(unit);
  return [
    ...(isGood
      ? []
      : [
          {
            path: "quantity",
            problem: `"quantity" is "${quantity}".`,
            fix: 'Write a plain decimal above 0 of at most 12 digits and 6 places, for example "1840.5".',
          },
        ]),
    ...(known.kind === "accept" ? [] : [{ path: "unit", problem: known.evidence, fix: "Say what it is counted in." }]),
  ];
}
