import type { Claims } from "@celadon/footprint-to-certificate";
import { colours, type Place, type Sheet } from "./sheet.ts";
import { percentText } from "./words.ts";

const barHeight = 6;
const gap = 18;

/** Draws how good the data are: time measured, primary data, placeholders, each a bar of its own share. Returns where it ends. */
export function drawQuality(
  { document, write }: Sheet,
  { quality, rules }: Claims["credentialSubject"],
  { x, y, width }: Place,
): number {
  const cells = [
    {
      head: "计量时间 measured time",
      share: quality.measuredShare,
      below: `估算 estimated ${percentText(quality.estimatedShare)} · 缺失 missing ${percentText(quality.missingShare)}`,
    },
    { head: "初级数据 primary data", share: quality.primaryDataShare, below: "占足迹份额 of the figure" },
    {
      head: "占位数据 placeholders",
      share: quality.placeholderShare,
      below: `上限 at most ${percentText(rules.scheme.placeholderShareMax)} (${rules.scheme.id})`,
    },
  ];
  const cellWidth = (width - 2 * gap) / cells.length;
  const ends = cells.map(({ head, share, below }, i) => {
    const left = x + i * (cellWidth + gap);
    const place = { x: left, width: cellWidth };
    const headEnd = write(head, { ...place, y, size: 8.5, colour: colours.quiet, lines: 1 });
    const figureEnd = write(percentText(share), { ...place, y: headEnd, size: 15, bold: true, lines: 1 });
    document.rect(left, figureEnd + 2, cellWidth, barHeight).fill(colours.line);
    if (share !== null) document.rect(left, figureEnd + 2, cellWidth * Number(share), barHeight).fill(colours.celadon);
    return write(below, { ...place, y: figureEnd + barHeight + 5, size: 7.5, colour: colours.quiet, lines: 1 });
  });
  return Math.max(...ends);
}
