import type { ExchangeCase, Finding, SystemReport } from "@celadon/processes-to-system";
import type { Shell } from "../shell.ts";

const noMethod =
  "The system has no method, so that no impact can be told of it: say --gwp AR6 or --water aware, or characterise the folder.";

/** How many sentences of one kind a person reads, so that all kinds stand on a screen; all of them are in `--json`. */
const most = 3;

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

/** Sentences of one kind. */
interface Kind {
  readonly what: string;
  readonly sentences: readonly string[];
}

/**
 * Tells people why something of a document or archive is not in the system, a few of each kind and how many more there are: what the
 * command line said in vain, then processes, then exchanges (those of a refused process go with it), then all else.
 */
export function noteReport(shell: Shell, { refusedProcesses, cases, findings, system }: SystemReport): void {
  const told = new Set(refusedProcesses.map(({ id }) => id));
  const own = cases.filter(({ processId }) => !told.has(processId));
  const inVain = findings.filter(({ rule }) => rule === "rule-without-use");
  if (system.methods === 0) shell.note(`${noMethod}\n`);
  noteFew(shell, [
    { what: "without use", sentences: unsettled(inVain) },
    { what: "refused processes", sentences: refusedProcesses.map((one) => `refused: ${sentenceOf(one)}`) },
    ...(["refused", "ambiguous", "cutOff"] as const).map((name) => ({
      what: wordOf(name),
      sentences: own.filter((one) => one.class === name).map(caseOf),
    })),
    { what: "findings", sentences: unsettled(findings.filter((one) => !inVain.includes(one))) },
  ]);
}

/** The findings that took something out of a figure, told to people. */
export const noteFindings = (shell: Shell, findings: readonly Finding[]): void =>
  noteFew(shell, [{ what: "findings", sentences: unsettled(findings) }]);

const unsettled = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ rule }) => !settled.has(rule)).map((one) => `${one.rule}: ${sentenceOf(one)}`);

const sentenceOf = ({ id, message }: Finding): string =>
  message.includes(`"${id}"`) ? message : `"${id}": ${message}`;

const wordOf = (name: ExchangeCase["class"]): string => (name === "cutOff" ? "cut off" : name);

/** The first of its kind is told with its reason and fix, the others without: they are mostly the same. */
function caseOf(
  { class: is, processId, flowName, direction, amount, unit, message, fix }: ExchangeCase,
  at: number,
): string {
  const how = amount === null ? "" : ` of ${amount} ${unit}`;
  const why = at === 0 ? ` ${message} ${fix}` : "";
  return `${wordOf(is)}: ${direction} "${flowName}"${how} of process "${processId}".${why}`;
}

function noteFew(shell: Shell, kinds: readonly Kind[]): void {
  for (const { sentences } of kinds) for (const sentence of sentences.slice(0, most)) shell.note(`${sentence}\n`);
  const more = kinds.flatMap(({ what, sentences }) =>
    sentences.length > most ? [`${sentences.length - most} more ${what}`] : [],
  );
  if (more.length > 0) shell.note(`... and ${more.join(", ")}; --json lists all.\n`);
}
