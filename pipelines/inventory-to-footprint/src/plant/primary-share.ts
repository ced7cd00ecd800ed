import type { Line } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { type Atom, isBiogenic } from "./atoms-of.ts";
import { timeOf } from "./coverage-of.ts";

/** A factor that its supplier measured for this very product; the plant model says so on the row. */
const suppliersOwn = "supplier-specific";

/**
 * Primary data share, 0 to 1, in millionths:  sum over pieces of |amount| * p / sum of |amount|.
 *
 *   p = 0  unless the line's amount was measured here (basis "primary", counted by a channel), and either
 *            no factor stands between (a metered emission),
 *            or it happens here or is bought as energy (scope 1 and 2),
 *            or every factor is the supplier's own
 *   p = the part of the line's channel time that was measured, otherwise
 *
 * PACT asks for a percentage of the footprint without biogenic uptake (data model 3.0, `primaryDataShare`); ISO 14067 calls data
 * primary that is measured or computed from measurements. That a metered kWh or m3 with a published factor counts, and a
 * weighed purchase with a published factor does not, is our reading: to be checked against the methodology's text.
 */
export function primaryShareOf(atoms: readonly Atom[]): string | undefined {
  const counted = atoms.filter((atom) => !isBiogenic(atom));
  const gross = counted.reduce((sum, { amount }) => sum.plus(amount.abs()), new Decimal(0));
  if (gross.isZero()) return undefined;
  const primary = counted.reduce(
    (sum, atom) => sum.plus(atom.amount.abs().times(primaryPart(atom.line))),
    new Decimal(0),
  );
  return primary.dividedBy(gross).toDecimalPlaces(6).toFixed();
}

/** p of one line. */
export function primaryPart(line: Line): Decimal {
  const isNear = line.factors.length === 0 || line.scope === 1 || line.scope === 2;
  const isTheirs = line.factors.length > 0 && line.factors.every(({ marks }) => marks.includes(suppliersOwn));
  const [measured, estimated, missing] = timeOf(line.sources.filter(({ channel }) => channel !== ""));
  const all = measured + estimated + missing;
  if (line.basis !== "primary" || !(isNear || isTheirs) || all === 0n) return new Decimal(0);
  return new Decimal(measured.toString()).dividedBy(all.toString());
}
