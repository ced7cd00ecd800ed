import { colours, paper, type Sheet, textWidth } from "./sheet.ts";

/** Pages that follow each other: what is drawn begins below what stands, or on a next page where it has no room. */
export interface Flow {
  readonly sheet: Sheet;
  /** Where something of this height is to begin. A taller one than a page begins on a page of its own. */
  readonly begin: (height: number) => number;
  /** What was drawn ends here, so that the next thing begins below. */
  readonly end: (y: number) => void;
  /** The page that is drawn on; the first of the document is 1. */
  readonly page: () => number;
  /** Whether something of this height still has room on it. */
  readonly fits: (height: number) => boolean;
}

/** Below it stands the number of the page. */
const bottom = paper.height - paper.margin;

/** Begins a page with this heading, and further ones with the same, marked as continued. */
export function openFlow(
  sheet: Sheet,
  { title, continued, id }: Readonly<Record<"title" | "continued" | "id", string>>,
): Flow {
  const { document, write } = sheet;
  const head = (text: string): number => {
    document.addPage();
    document.rect(0, 0, paper.width, 10).fill(colours.celadon);
    const half = { width: textWidth / 2, lines: 1 };
    write(id, { ...half, x: paper.margin + textWidth / 2, y: 34, size: 8, align: "right", colour: colours.quiet });
    return write(text, { ...half, x: paper.margin, y: 28, size: 15, bold: true, colour: colours.celadon }) + 8;
  };
  let y = head(title);
  return {
    sheet,
    begin: (height) => {
      if (y + height > bottom) y = head(continued);
      return y;
    },
    end: (below) => {
      y = below;
    },
    page: () => document.bufferedPageRange().count,
    fits: (height) => y + height <= bottom,
  };
}
