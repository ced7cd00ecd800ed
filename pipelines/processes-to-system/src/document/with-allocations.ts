import { accept, didYouMean, type Outcome, reject } from "@celadon/quantity";
import type { StatedAllocation } from "./allocation-shape.ts";
import type { ProcessDocument } from "./document-shape.ts";

/** The methods that a word names in full; all others need numbers, which stand in the document. */
const named = (word: string): StatedAllocation | undefined => {
  if (word === "economic" || word === "substitution") return { method: word };
  const property = /^physical:(.+)$/.exec(word)?.[1];
  return property === undefined ? undefined : { method: "physical", property };
};

/**
 * Processes with the allocation that a person gives them before the document's own: `economic`, `physical:mass` (by any property) or
 * `substitution`. Refused: a process that the document does not have, a word that is none of these.
 */
export function withAllocations(
  processes: ProcessDocument["processes"],
  given: Readonly<Record<string, string>>,
): Outcome<ProcessDocument["processes"], "unknown-allocation"> {
  const allocations = new Map<string, StatedAllocation>();
  for (const [id, word] of Object.entries(given)) {
    if (!processes.some((one) => one.id === id)) {
      const near = didYouMean(
        id,
        processes.map((one) => one.id),
      );
      return reject("unknown-allocation", `There is no process "${id}" to split by ${word}.${near}`);
    }
    const allocation = named(word);
    if (allocation === undefined) {
      const known = "economic, physical:mass (or another property) or substitution";
      return reject("unknown-allocation", `"${word}", for process "${id}", is no allocation. Name ${known}.`);
    }
    allocations.set(id, allocation);
  }
  return accept(processes.map((one) => ({ ...one, allocation: allocations.get(one.id) ?? one.allocation })));
}
