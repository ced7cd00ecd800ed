import type { ExchangeCase, Finding, SystemReport } from "@celadon/processes-to-system";
import type { Shell } from "../shell.ts";

const noMethod =
  "The system has no method, so that no impact can be told of it: say --gwp AR6 or --water aware, or characterise the folder.";

/** How many sentences a person reads on a screen; all of them are in `--json`. */
const most = 12;

/** What was assumed or decided as asked is in the report; the rest took something out of a figure, or was said in vain. */
const settled = new Set([
  ...["split-by-file", "split-computed", "linked-by-rule", "gwp-assumed", "gwp-origin-assumed", "gwp-fallback"],
  ...[
    "water-place-assumed",
    "water-default-place",
    "water-country-place",
    "name-evened",
    "published",
    "scores-not-carried",
  ],
]);

/**
 * Tells people why something of a document or archive is not in the system: what the command line said in vain, then processes, then
 * exchanges (those of a refused process go with it), then all else.
 */
export function noteReport(shell: Shell, { refusedProcesses, cases, findings, system }: SystemReport): void {
  const told = new Set(refusedProcesses.map(({ id }) => id));
  const own = cases.filter(({ processId }) => !told.has(processId));
  const inVain = findings.filter(({ rule }) => rule === "rule-without-use");
  noteFew(shell, [
    ...(system.methods === 0 ? [noMethod] : []),
    ...unsettled(inVain),
    ...refusedProcesses.map((one) => `refused: ${sentenceOf(one)}`),
    ...kinds.flatMap((name) => own.filter((one) => one.class === name).map(caseOf)),
    ...unsettled(findings.filter((one) => !inVain.includes(one))),
  ]);
}

/** The findings that took something out of a figure, told to people. */
export const noteFindings = (shell: Shell, findings: readonly Finding[]): void => noteFew(shell, unsettled(findings));

const unsettled = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ rule }) => !settled.has(rule)).map((one) => `${one.rule}: ${sentenceOf(one)}`);

const sentenceOf = ({ id, message }: Finding): string =>
  message.includes(`"${id}"`) ? message : `"${id}": ${message}`;

const kinds = ["refused", "ambiguous", "cutOff"] as const;

function caseOf({ class: is, processId, flowName, direction, amount, unit, message, fix }: ExchangeCase): string {
  const how = amount === null ? "" : ` of ${amount} ${unit}`;
  return `${is === "cutOff" ? "cut off" : is}: ${direction} "${flowName}"${how} of process "${processId}". ${message} ${fix}`;
}

function noteFew(shell: Shell, sentences: readonly string[]): void {
  for (const sentence of sentences.slice(0, most)) shell.note(`${sentence}\n`);
  if (sentences.length > most) shell.note(`... and ${sentences.length - most} more; --json lists all.\n`);
}
