import { Command } from "commander";
import { counted } from "../counted.ts";
import { failed } from "../ending.ts";
import { examples } from "../examples.ts";
import { type LotOfFile, lotsOfFile } from "../lot-file.ts";
import { readText } from "../read-text.ts";
import { sendLots } from "../send-lots.ts";
import { refusalOf, type Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";

interface Options {
  readonly factory: string;
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

/** So many at once: all or none of them are taken. */
const lotsAtOnce = 1_000;

/** `celadon lot import FILE`: many lots; the same file again changes nothing. */
export const lotImport = (shell: Shell): Command =>
  new Command("import")
    .description("declare the lots of a file: CSV with a header, or NDJSON; the same file again changes nothing")
    .argument("<file>", "columns product, name, from, to, quantity; unit and key if wanted; others are attributes")
    .requiredOption("--factory <name>", "the factory")
    .requiredOption("--why <text>", "where this is known from; figures rest on it")
    .option("--who <name>", "who says so; you, where nothing is said")
    .option("--json", "print what was stored and what stood already")
    .addHelpText("after", examples('lot import july.csv --factory riverside-tannery --why "finishing sheets of July"'))
    .action(async (file: string, { factory, why, who = shell.user, json }: Options) => {
      const lots = lotsOfFile(file, await readText(shell, file));
      await using service = await shell.openService();
      let [stored, unchanged] = [0, 0];
      for (let at = 0; at < lots.length; at += lotsAtOnce) {
        const some = lots.slice(at, at + lotsAtOnce);
        const answer = await sendLots(service, { factory, who, why }, await withInstants(service, factory, some)).catch(
          (error: unknown) => {
            throw withLines(error, file, some);
          },
        );
        stored += answer.stored;
        unchanged += answer.unchanged;
      }
      if (json === true) return shell.print(`${JSON.stringify({ stored, unchanged })}\n`);
      await shell.print(
        `${counted(stored, "lot")} declared, ${unchanged} stood already. Their footprints follow: celadon lot list --factory ${factory}\n`,
      );
    });

/** Times without an offset are of the plant's clock. */
async function withInstants(service: Service, factory: string, lots: readonly LotOfFile[]) {
  const times = Object.fromEntries(
    lots.flatMap(({ line, from, to }) => [
      [`from of line ${line}:`, from],
      [`to of line ${line}:`, to],
    ]),
  );
  const instants = await instantsOf(service, { factory, times });
  return lots.map(({ line, ...lot }) => ({
    ...lot,
    from: instants[`from of line ${line}:`],
    to: instants[`to of line ${line}:`],
  }));
}

/** The faults of a refusal by the lines of the file instead of by their place in what was sent. */
function withLines(error: unknown, file: string, lots: readonly LotOfFile[]): unknown {
  const details = refusalOf(error)?.details;
  if (!Array.isArray(details)) return error;
  const sentences = details.map(({ path, problem, fix }: Readonly<Record<string, string>>) => {
    const line = lots[Number(/^lots\[(\d+)\]/.exec(`${path}`)?.[1])]?.line;
    return `${file}${line === undefined ? "" : `:${line}`}: ${problem} ${fix}`;
  });
  return failed(`${sentences.join("\n")}\nNone of these lots was declared.`);
}
