import type { Finding } from "../report.ts";
import type { Archive } from "./archive.ts";
import { listOf, textOf } from "./fields.ts";

/** What an archive states and a system folder has no place for, process by process: it is left behind, and said. */
export function notCarried({ documents }: Archive): readonly Finding[] {
  const scored = [...(documents.get("Process") ?? [])].flatMap(([id, process]) => {
    const count = listOf(process, "exchanges").filter((one) => textOf(one, "dqEntry") !== undefined).length;
    const message = `${count} of its exchanges state data quality scores (dqEntry), which are not carried.`;
    return count === 0 ? [] : [{ rule: "scores-not-carried", id, message }];
  });
  const redefined = [...(documents.get("ProductSystem") ?? [])].flatMap(([id, system]) => {
    const inSets = listOf(system, "parameterSets").flatMap((set) => listOf(set, "parameters"));
    const count = inSets.length + listOf(system, "parameterRedefs").length;
    const message = `${count} parameters are redefined in a product system, which is not read: the parameters' own values count.`;
    return count === 0 ? [] : [{ rule: "redefinitions-not-read", id, message }];
  });
  return [...scored, ...redefined];
}
