import { orderedSum } from "./ordered-sum.ts";
import type { RawExchange } from "./raw-process.ts";

/** What a process supplies of each reference, in reference units of its flow and in order of id; stated in several exchanges it is their sum. */
export function referenceAmounts(exchanges: readonly RawExchange[]): ReadonlyMap<string, number> {
  const amounts = new Map<string, number[]>();
  for (const { role, stated, amount } of exchanges) {
    if (role !== "reference") continue;
    const before = amounts.get(stated.flowId);
    if (before === undefined) amounts.set(stated.flowId, [amount]);
    else before.push(amount);
  }
  return new Map([...amounts.keys()].sort().map((id) => [id, orderedSum(amounts.get(id) as number[])])); // its own keys
}
