import { Decimal } from "@celadon/quantity";
import { colours, type Place, type Sheet } from "./sheet.ts";
import { bothWords, figureText } from "./words.ts";

interface Part {
  readonly name: string;
  readonly kgCo2e: string;
}

const shades = ["#2f6f5e", "#5fa08c", "#9cc9b9", "#c8a45c", "#7d8fa3", "#b98a7a", "#55606b", "#d5cfa8"];
const shownMax = 6;
const barHeight = 16;
const rowHeight = 15;

/**
 * Draws stages as one bar and as a list below, the largest first; what does not fit is summed up. A removal is no length, so it
 * stands in the list only. Returns where it ends.
 */
export function drawParts({ document, write }: Sheet, parts: readonly Part[], { x, y, width }: Place): number {
  const sorted = parts.toSorted((a, b) => new Decimal(b.kgCo2e).abs().comparedTo(new Decimal(a.kgCo2e).abs()));
  const shown =
    sorted.length <= shownMax ? sorted : [...sorted.slice(0, shownMax - 1), rest(sorted.slice(shownMax - 1))];
  const sizes = shown.map(({ kgCo2e }) => Math.max(Number(kgCo2e), 0)); // lengths on paper, not amounts
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  let left = x;
  for (const [i, size] of sizes.entries()) {
    const length = whole === 0 ? 0 : (size / whole) * width;
    document.rect(left, y, length, barHeight).fill(shadeOf(i));
    left += length;
  }
  const columnWidth = width / 2;
  for (const [i, { name, kgCo2e }] of shown.entries()) {
    const [cellX, cellY] = [x + (i % 2) * columnWidth, y + barHeight + 9 + Math.floor(i / 2) * rowHeight];
    document.rect(cellX, cellY + 3, 7, 7).fill(shadeOf(i));
    write(bothWords(name), { x: cellX + 12, y: cellY, width: columnWidth - 100, size: 9, lines: 1 });
    const figure = `${figureText(kgCo2e, 5)} kg`;
    write(figure, { x: cellX + columnWidth - 88, y: cellY, width: 70, size: 9, align: "right", lines: 1 });
  }
  return y + barHeight + 9 + Math.ceil(shown.length / 2) * rowHeight;
}

const shadeOf = (i: number): string => shades[i % shades.length] ?? colours.celadon;

const rest = (parts: readonly Part[]): Part => ({
  name: `其他 other (${parts.length})`,
  kgCo2e: parts.reduce((sum, { kgCo2e }) => sum.plus(kgCo2e), new Decimal(0)).toFixed(),
});
