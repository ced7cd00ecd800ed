import type { Footprint } from "@celadon/proto";
import { accept, Decimal, localText, type Outcome, reject } from "@celadon/quantity";
import type { Issuer } from "./issuance.ts";
import { placeholderShareOf } from "./placeholder-share.ts";
import type { Scheme } from "./scheme.ts";
import { isTwelveMonths } from "./twelve-months.ts";

/** A footprint that may be certified: what a certificate needs of it is known. */
export interface IssuableFootprint extends Footprint {
  readonly total: string;
  readonly absolute: string;
  readonly produced: string;
  readonly placeholderShare: string;
}

/** Where a footprint stands among those of its product and period, and under whose rules it is to be certified. */
export interface Standing {
  readonly isCurrent: boolean;
  /** Empty where none is in its place. */
  readonly supersededBy: string;
  readonly issuer: Issuer;
  readonly scheme: Scheme;
}

/**
 * Whether a footprint may be certified. Refused with every violation at once, one a line of the evidence, each with its fix:
 * incomplete, running, superseded, not twelve months, a lower bound, too much on placeholders, simulated or illustrative where the
 * issuer is not.
 */
export function issuable(footprint: Footprint, standing: Standing): Outcome<IssuableFootprint, "not-issuable"> {
  const { total, absolute, produced } = footprint;
  const placeholderShare = placeholderShareOf(footprint);
  const violations = [
    ...statusViolations(footprint, standing),
    ...periodViolations(footprint),
    ...boundViolations(footprint),
    ...placeholderViolations(placeholderShare, standing.scheme),
    ...realityViolations(footprint, standing.issuer),
  ];
  const isKnown =
    total !== undefined && absolute !== undefined && produced !== undefined && placeholderShare !== undefined;
  if (isKnown && violations.length === 0) return accept({ ...footprint, total, absolute, produced, placeholderShare });
  const unknown = `Footprint ${footprint.id} has no figure per unit: certify one that has.`;
  return reject("not-issuable", violations.length === 0 ? unknown : violations.join("\n"));
}

function statusViolations({ id, status, gaps }: Footprint, { isCurrent, supersededBy }: Standing): readonly string[] {
  const open = gaps.filter(({ excused }) => !excused).map(({ where }) => `"${where}"`);
  const first = open.length === 0 ? "" : ` It lacks ${open.slice(0, 3).join(", ")}${open.length > 3 ? ", ..." : ""}.`;
  const instead = supersededBy === "" ? "compute the period again" : `certify ${supersededBy}`;
  return [
    ...(status === "incomplete"
      ? [
          `Footprint ${id} is incomplete, so nobody knows its total.${first} Close its gaps: celadon footprint show ${id}.`,
        ]
      : []),
    ...(status === "running" ? [`Footprint ${id} is of a period that still runs: wait for its end.`] : []),
    ...(isCurrent ? [] : [`Footprint ${id} is superseded, so it no longer says what is known: ${instead}.`]),
  ];
}

function periodViolations({ fromMs, toMs, timeZone }: Footprint): readonly string[] {
  const period = { fromMs: Number(fromMs), toMs: Number(toMs) };
  if (isTwelveMonths(period, timeZone)) return [];
  const [from, to] = [localText(period.fromMs, timeZone), localText(period.toMs, timeZone)];
  return [
    `Its period, ${from} to ${to}, is not twelve months of the plant's clock (${timeZone}): give the product "period: year", or compute such a period.`,
  ];
}

const boundMark = "lower bound";

function boundViolations({ marks, gaps }: Footprint): readonly string[] {
  const isBound = marks.some((mark) => mark.startsWith(boundMark)) || gaps.some(isCutOff);
  if (!isBound) return [];
  const places = [...new Set(gaps.filter(isCutOff).map(({ where }) => `"${where}"`))];
  const where = places.length === 0 ? "" : ` (${places.join(", ")})`;
  return [`It leaves something out by a cut-off${where}, so it is a lower bound: bring in what was cut off.`];
}

const isCutOff = ({ kind, excused }: Footprint["gaps"][number]): boolean =>
  excused && (kind === "not-modelled" || kind === "missing-factor");

function placeholderViolations(share: string | undefined, { id, placeholderShareMax }: Scheme): readonly string[] {
  const mend = "Replace factor rows that are marked as placeholders by sourced ones.";
  if (share === undefined) {
    return [`It uses placeholders, and the share of the figure that rests on them is not known. ${mend}`];
  }
  if (new Decimal(share).lessThanOrEqualTo(placeholderShareMax)) return [];
  return [`${share} of the figure rests on placeholders, and scheme ${id} allows ${placeholderShareMax}. ${mend}`];
}

const unreal = ["simulated", "illustrative"];

/** What says of a footprint that it is of no real plant or not of real numbers. */
function realityViolations({ marks }: Footprint, { name, simulated }: Issuer): readonly string[] {
  const found = marks.filter((mark) => unreal.includes(mark));
  if (simulated || found.length === 0) return [];
  return [
    `It is ${found.join(" and ")}, and "${name}" is a real issuer: only a demo issuer, which is named simulated, may certify it.`,
  ];
}
