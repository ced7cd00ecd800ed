import type { ReadProcesses } from "../built-system.ts";
import type { RawProcess } from "../raw-process.ts";
import { refusedCase } from "../refused-case.ts";
import type { ExchangeCase, Finding } from "../report.ts";
import type { DocumentContext } from "./document-context.ts";
import { documentFixOf } from "./document-fix-of.ts";
import { documentProcess } from "./document-process.ts";
import type { StatedProcess } from "./document-shape.ts";
import type { Redefined } from "./redefined-parameters.ts";

/** Reads processes in the order of their ids, and tells of each exchange that is refused, alone or with its process. */
export function readProcesses(
  processes: readonly StatedProcess[],
  context: DocumentContext,
  set: Redefined,
): ReadProcesses {
  const accepted: RawProcess[] = [];
  const refused: Finding[] = [];
  const lost: ExchangeCase[] = [];
  let exchangesRead = 0;
  for (const process of processes.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { stated, outcome } = documentProcess(process, context, set);
    exchangesRead += stated.length;
    if (outcome.kind === "accept") {
      accepted.push(outcome.value);
      for (const { stated, reason, evidence: message } of outcome.value.refused)
        lost.push(refusedCase(process.id, stated, { reason, message, fix: documentFixOf(reason) }));
    } else {
      refused.push({ rule: outcome.reason, id: process.id, message: outcome.evidence });
      const why = { reason: "process-refused", message: outcome.evidence, fix: documentFixOf("process-refused") };
      for (const one of stated) lost.push(refusedCase(process.id, one, why));
    }
  }
  return { accepted, refused, lost, exchangesRead };
}
