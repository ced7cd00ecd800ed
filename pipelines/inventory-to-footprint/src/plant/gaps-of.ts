import type { Gap, Inventory } from "@celadon/proto";
import type { LineImpact } from "./impact-of.ts";
import type { NeededAmount, NeededParts } from "./needed-parts.ts";

/** What a product's footprint does not know. */
export interface Unknowns {
  /** Listed and found ones that concern the product, by place and kind. */
  readonly gaps: readonly Gap[];
  /** True when one of them is not excused: then there is no total. */
  readonly isIncomplete: boolean;
  /** Places that a reasoned cut-off leaves out: then the total is a lower bound. */
  readonly cutOff: readonly string[];
}

/**
 * The gaps that matter to one product: those the inventory lists for its upstream processes (or for no process we know: then
 * they may concern it), and those found in its amounts though nobody listed them. Only a listed gap can be excused, and an
 * excuse covers what is found at the same place; an unknown production is never excused, because everything is divided by it.
 */
export function gapsOf(inventory: Inventory, parts: NeededParts, impacts: ReadonlyMap<string, LineImpact>): Unknowns {
  const concerns = placesIn(inventory, parts);
  const listed = inventory.gaps.filter(({ where }) => concerns(where));
  const found = [
    ...parts.lines.flatMap((line) => [...(impacts.get(line.id)?.gaps ?? []), ...missingTime(line.id, line)]),
    ...[...parts.outputs, ...parts.uses].flatMap((needed) => [
      ...missingAmount(needed),
      ...missingTime(needed.where, needed),
    ]),
  ];
  const unlisted = found.filter((gap) => !listed.some((one) => covers(one, gap)));
  const gaps = [...listed, ...unlisted]
    .toSorted(byPlace)
    .filter((gap, i, all) => i === 0 || byPlace(gap, all[i - 1] as Gap) !== 0);
  const unknownOutput = parts.outputs.some(({ amount }) => amount === "");
  const leftOut = [
    ...found.filter(({ kind }) => kind !== "missing-time"),
    ...listed.filter(({ kind, excused }) => excused && (kind === "not-modelled" || kind === "missing-factor")),
  ];
  return {
    gaps,
    isIncomplete: unknownOutput || gaps.some(({ excused }) => !excused),
    cutOff: [...new Set(leftOut.map(({ where }) => where))].filter((where) => isExcused(gaps, where)).sort(),
  };
}

const isExcused = (gaps: readonly Gap[], where: string): boolean =>
  gaps.filter((gap) => gap.where === where).every(({ excused }) => excused);

/**
 * Whether a listed gap already says what was found at its place. An excuse reaches no further than its kind: an estimate of
 * missing time covers time, a meter beyond its verification nothing, a cut-off of the line (`not-modelled`, `missing-factor`) everything about it.
 */
function covers(listed: Gap, found: Gap): boolean {
  if (listed.where !== found.where || listed.kind === "unverified") return false;
  const isCutOff = listed.kind === "missing-factor" || listed.kind === "not-modelled";
  switch (found.kind) {
    case "missing-time":
      return true;
    case "missing-amount":
      return isCutOff || listed.kind !== "missing-time" || !listed.excused;
    default:
      return isCutOff;
  }
}

function placesIn({ processes, lines }: Inventory, parts: NeededParts): (where: string) => boolean {
  const makers = new Map<string, string>();
  for (const { id, process } of lines) makers.set(id, process);
  for (const { id, outputs, uses } of processes) {
    makers.set(id, id);
    for (const { product } of [...outputs, ...uses]) makers.set(`${id}/${product}`, id);
  }
  return (where) => {
    const process = makers.get(where);
    return process === undefined || parts.processes.has(process);
  };
}

const missingTime = (where: string, { sources }: Pick<NeededAmount, "sources">): readonly Gap[] =>
  sources
    .filter(({ missingMs }) => missingMs > 0n)
    .map(({ channel, missingMs }) => ({
      kind: "missing-time",
      where,
      reason: `Channel "${channel}" has no readings for ${missingMs} ms. Send them, or name a way to estimate them in the plant model.`,
      excused: false,
    }));

const missingAmount = ({ where, amount }: NeededAmount): readonly Gap[] =>
  amount === ""
    ? [
        {
          kind: "missing-amount",
          where,
          reason: `The amount of "${where}" is not known. Send its readings.`,
          excused: false,
        },
      ]
    : [];

/** Wording last: it may change without the id of a footprint, and must not change the order then. */
export const byPlace = (a: Gap, b: Gap): number =>
  compare(a.where, b.where) ||
  compare(a.kind, b.kind) ||
  Number(a.excused) - Number(b.excused) ||
  compare(a.reason, b.reason);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
