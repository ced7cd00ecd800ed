/** What of a frame or message is no reading, and why. */
export interface Told {
  readonly reason: string;
  readonly evidence: string;
}

const shownMax = 5;

/** One refusal for all that one frame or message has: its bytes are kept once. */
export function toldOf(refused: readonly Told[]): Told {
  const [first] = refused;
  if (first === undefined) throw new TypeError("There is nothing to tell of.");
  const more = refused.length > shownMax ? ` And ${refused.length - shownMax} more.` : "";
  const evidence = refused.slice(0, shownMax).map((one) => one.evidence);
  return { reason: first.reason, evidence: `${evidence.join(" ")}${more}` };
}
