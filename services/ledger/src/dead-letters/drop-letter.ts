import type { KeptLetter } from "@celadon/proto";
import { type Caller, refuse } from "@celadon/runtime";
import { decide, refuseUnsigned, type Wanted } from "./decide.ts";
import { letterOf } from "./letter-of.ts";
import type { LetterPorts } from "./replay-letter.ts";

/** Says that a letter needs nothing more. Its bytes stay, and it may be replayed still. Refused: one that was replayed. */
export async function dropLetter(
  wanted: Wanted,
  caller: Caller,
  { store, now }: Pick<LetterPorts, "store" | "now">,
): Promise<{ readonly letter: KeptLetter; readonly changed: boolean }> {
  refuseUnsigned(wanted);
  const { letter } = await letterOf(store, wanted.origin, caller);
  if (letter.state === "dropped") return { letter, changed: false };
  if (letter.state === "replayed") {
    const message = `The dead letter ${letter.origin} was replayed, which cannot be taken back: if it failed again, drop the new one. See: celadon deadletters list.`;
    throw refuse({ status: 409, code: "already-replayed", message });
  }
  const { who, why } = wanted;
  return { letter: await decide(store, letter, { what: "dropped", atMs: BigInt(now()), who, why }), changed: true };
}
