import { colours, paper, type Sheet, textWidth } from "./sheet.ts";

/** Writes below each page which one it is, and of how many: a copy that lacks one is seen to lack it. */
export function numberPages({ document, write }: Sheet): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(page);
    const place = { x: paper.margin, y: paper.height - 32, width: textWidth };
    write(`${page + 1} / ${count}`, { ...place, size: 8, align: "center", colour: colours.quiet, lines: 1 });
  }
}
