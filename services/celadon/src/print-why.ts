import { didYouMean } from "@celadon/quantity";
import { daysOf } from "./days-of.ts";
import { failed } from "./ending.ts";
import type { RankedRow } from "./ranked-row.ts";
import { printFoot, printHead } from "./ranking-frame.ts";
import type { Shell } from "./shell.ts";
import { whyPlaced } from "./why-placed.ts";

/** Everything that set the places of one factory, in English, then in Chinese. */
export async function printWhy(shell: Shell, rows: readonly RankedRow[], factory: string): Promise<void> {
  const own = rows.filter((row) => row.factory === factory);
  const [first] = own;
  if (first === undefined) {
    const known = new Set(rows.flatMap((row) => row.factory ?? []));
    throw failed(
      `No factory of this ranking is called "${factory}".${didYouMean(factory, known)} celadon rank without --why shows them.`,
    );
  }
  await printHead(shell, first);
  for (const row of own) {
    const said = whyPlaced(row, rows);
    await shell.print(`${said.map(({ en }) => en).join("\n")}\n\n${said.map(({ zh }) => zh).join("\n")}\n\n`);
  }
  await printFoot(shell, first);
  shell.note(`\n${whatItIsMadeOf(first)}\n`);
}

/** A figure over months is the sum of theirs; a footprint over all of them can be worked out, and explained down to readings. */
function whatItIsMadeOf({ factory, product, indicator, period }: RankedRow): string {
  const monthly = `Month by month: celadon indicators --factory "${factory}" --by ${indicator} --period ${period}`;
  if (indicator !== "footprint") return monthly;
  const { from, to } = daysOf(period);
  return `${monthly}\nAs one footprint: celadon footprint compute --factory "${factory}" --product "${product}" --from ${from} --to ${to}; then celadon explain with the id it shows`;
}
