import { create } from "qrcode";
import type { Sheet } from "./sheet.ts";

/** Draws a text as a QR code (ISO/IEC 18004, level M), a square of `side` points with its quiet zone of four modules. */
export function drawQrCode({ document }: Sheet, text: string, at: { x: number; y: number; side: number }): void {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const module = at.side / (modules.size + 8);
  document.rect(at.x, at.y, at.side, at.side).fill("#ffffff");
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) === 0) continue;
      document.rect(at.x + (column + 4) * module, at.y + (row + 4) * module, module, module);
    }
  }
  document.fill("#000000");
}
