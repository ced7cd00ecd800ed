import { recogniseImport } from "@celadon/meter-to-telemetry";
import { failed, failedAndTold } from "./ending.ts";
import type { IngestSource } from "./ingest-source.ts";
import type { Shell } from "./shell.ts";

/**
 * For a CSV file that no import rule fits: prints the rule it seems to need, for a person to check and put into the plant
 * file. Nothing of it is applied. Gives the error that ends the command.
 */
export async function proposeImport(
  shell: Shell,
  { name, head }: IngestSource,
  plantFile: string | undefined,
): Promise<Error> {
  const rules =
    plantFile === undefined
      ? "no plant file is given whose import rules could fit it"
      : `no import rule of ${plantFile} fits its header`;
  const trouble = `${name} is a CSV file of another system, and ${rules}.`;
  const proposal = recogniseImport(head);
  if (proposal === undefined) {
    return failed(
      `${trouble} No pattern was recognised in it either: write the rule under "imports" of the plant file, as pipelines/activity-to-inventory/format.md shows.`,
    );
  }
  shell.note(`celadon: ${trouble} Nothing was read. This is what it seems to need:\n\n`);
  await shell.print(proposal.yaml);
  const next = plantFile === undefined ? "celadon ingest FILE --plant PLANT-FILE" : "run the same again";
  shell.note(`\nCheck it, put it into ${plantFile ?? "the plant file"}, then ${next}.\n`);
  return failedAndTold();
}
