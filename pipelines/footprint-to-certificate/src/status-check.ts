import { Decimal, type InstantMs, instantText, readInstant } from "@celadon/quantity";
import { type Check, cannotTell, invalid, valid } from "./check.ts";
import type { Claims } from "./claims.ts";
import type { Revocations } from "./issuer-document.ts";

/** How old an issuer's list may be where a verifier says nothing else: a week, as lists of revoked certificates are renewed. */
export const listAgeDaysMax = 7;

const dayMs = 86_400_000;
/** How far two clocks may differ. */
const skewMs = 5 * 60_000;

/** The issuer's list, the verifier's clock, and how old the one may be by the other. */
interface ListAtHand {
  readonly revocations: Revocations | undefined;
  readonly nowMs: InstantMs;
  readonly listAgeDaysMax?: number | undefined;
}

/**
 * Whether a certificate was revoked, by its issuer's list. What the list names is revoked, whatever its age. That it names it not
 * counts only of a list that is young enough, not from the future, and not of before the certificate: from another one nobody can
 * tell. When a certificate was issued stands nowhere in it, so that "before" is before it began to be valid; of one that begins
 * later than now, a list of now is as new as a list can be.
 */
export function statusCheck({ id, validFrom }: Claims, { revocations, nowMs, ...policy }: ListAtHand): Check {
  if (revocations === undefined) {
    return cannotTell(
      "status",
      "The issuer's list of revoked certificates is not at hand: ask for its issuer document.",
    );
  }
  const { asOfMs } = revocations;
  const revoked = revocations.revoked.find((one) => one.id === id);
  if (revoked !== undefined) {
    return invalid("status", `Its issuer revoked it at ${instantText(revoked.atMs)}: ${revoked.why}.`);
  }
  const asOf = instantText(asOfMs);
  if (asOfMs > nowMs + skewMs) {
    return cannotTell(
      "status",
      `The issuer's list says that it is of ${asOf}, and here it is ${instantText(nowMs)}: a list from the future is not believed. Set the clock right, or get its issuer document again.`,
    );
  }
  const daysMax = policy.listAgeDaysMax ?? listAgeDaysMax;
  if (nowMs - asOfMs > daysMax * dayMs) {
    const days = new Decimal(nowMs - asOfMs).dividedBy(dayMs).toDecimalPlaces(1, Decimal.ROUND_UP).toFixed();
    return cannotTell(
      "status",
      `The issuer's list is of ${asOf}, ${days} days old, and ${daysMax} days are allowed: whether it was revoked since, nobody can tell from it. Get its issuer document again.`,
    );
  }
  const beganMs = readInstant(validFrom) as InstantMs; // the form has been looked at, so the text is an instant
  if (asOfMs < Math.min(beganMs, nowMs)) {
    return cannotTell(
      "status",
      `The issuer's list is of ${asOf}, before the certificate began to be valid (${validFrom}), so it says nothing of it. Get its issuer document again.`,
    );
  }
  return valid(
    "status",
    `The issuer's list of ${asOf} does not name it as revoked; what was revoked later is not in that list.`,
  );
}
