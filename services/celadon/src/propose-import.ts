import { recogniseImport, rowsBelowHeader } from "@celadon/meter-to-telemetry";
import { counted } from "./counted.ts";
import { failed, failedAndTold } from "./ending.ts";
import type { IngestSource } from "./ingest-source.ts";
import type { Shell } from "./shell.ts";

interface Unfit {
  /** What a person may call the plant file; undefined where none is given. */
  readonly plantFile: string | undefined;
  /** What each of its rules lacks. */
  readonly lacks: readonly string[];
  /** What of the command was left undone, as a sentence. */
  readonly undone: string;
}

/**
 * For a CSV file that no import rule fits: says what each rule lacks, and prints the rule the file seems to need, for a person to
 * check and put into the plant file. Nothing of it is applied. Gives the error that ends the command.
 */
export async function proposeImport(
  shell: Shell,
  { name, head }: IngestSource,
  { plantFile, lacks, undone }: Unfit,
): Promise<Error> {
  const rules =
    plantFile === undefined
      ? "no plant file is given whose import rules could fit it"
      : `no import rule of ${plantFile} fits its header`;
  const trouble = [`${name} is a CSV file of another system, and ${rules}.`, ...lacks].join("\n");
  const proposal = recogniseImport(head);
  if (proposal === undefined) return failed(`${trouble}\n${undone} ${noPattern(head)}`);
  shell.note(`celadon: ${trouble}\n${undone} This is what it seems to need:\n\n`);
  await shell.print(proposal.yaml);
  const next = plantFile === undefined ? "celadon ingest FILE --plant PLANT-FILE" : "run the same again";
  shell.note(`\nCheck it, put it into ${plantFile ?? "the plant file"}, then ${next}.\n`);
  return failedAndTold();
}

const leastRows = 3;

function noPattern(head: string): string {
  const rows = rowsBelowHeader(head);
  const byHand = 'write the rule under "imports" of the plant file, as pipelines/activity-to-inventory/format.md shows';
  if (rows !== undefined && rows < leastRows)
    return `It has ${counted(rows, "row")} below its header, and a rule can be proposed from ${leastRows} on, because the distance of their times shows what they are: give a file with more rows, or ${byHand}.`;
  return `No pattern was recognised in it either: ${byHand}.`;
}
