import { colours, type Sheet } from "./sheet.ts";

const size = 13;
const padding = 8;
const step = 33;

/** Draws stamps, one below the other, ending at `right`; slightly turned, as by hand. */
export function drawStamps({ document, widthOf }: Sheet, stamps: readonly string[], right: number, top: number): void {
  for (const [i, stamp] of stamps.entries()) {
    const width = widthOf(stamp, size, true) + 2 * padding;
    const [x, y] = [right - width, top + i * step];
    document.save().rotate(-5, { origin: [x + width / 2, y + 13] });
    document.roundedRect(x, y, width, 26, 4).lineWidth(1.8).stroke(colours.stamp);
    document
      .font("bold")
      .fontSize(size)
      .fillColor(colours.stamp)
      .text(stamp, x + padding, y + 3.5, { lineBreak: false });
    document.restore();
  }
}
