import { failed } from "./ending.ts";
import type { IngestSource } from "./ingest-source.ts";
import type { Shell } from "./shell.ts";

/** What is known of the plant while no rule fits. */
export interface ProposalContext {
  readonly yaml: string | undefined;
  readonly plantFile: string | undefined;
}

export async function proposeImport(_shell: Shell, source: IngestSource, _context: ProposalContext): Promise<Error> {
  return failed(`${source.name}: no import rule fits its header.`);
}
