import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";

/** Noto Sans for simplified Chinese, which has Latin letters too (SIL Open Font License 1.1). Read once. */
const fontFile = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../fonts/NotoSansHans-${name}.otf`, import.meta.resolve("@embedpdf/fonts-sc"))));
let fonts: { readonly regular: Buffer; readonly bold: Buffer } | undefined;

export const colours = {
  ink: "#1d2b28",
  quiet: "#5d706a",
  celadon: "#2f6f5e",
  pale: "#eef5f2",
  line: "#c9dbd4",
  stamp: "#b3261e",
};

/** A4 in points, and what stays white around the text. */
export const paper = { width: 595.28, height: 841.89, margin: 46 } as const;
export const textWidth = paper.width - 2 * paper.margin;

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Writing extends Place {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly align?: "left" | "right" | "center";
  /** Longer texts become smaller, down to two thirds or 7 points, and then end in dots: nothing ever runs into what stands below. */
  readonly lines?: number;
}

/** Points below which nobody reads. */
const readable = 7;

/** A document to draw on. Every drawing is at a stated place, so that pages never break by themselves: a flow begins them. */
export interface Sheet {
  readonly document: PDFKit.PDFDocument;
  /** Writes a text and returns where it ends below. */
  readonly write: (text: string, writing: Writing) => number;
  /** How high it would be. */
  readonly heightOf: (text: string, writing: Omit<Writing, "x" | "y">) => number;
  /** How wide a text is on one line. */
  readonly widthOf: (text: string, size: number, bold?: boolean) => number;
  readonly bytes: () => Promise<Buffer>;
}

/** Opens an A4 document. `createdMs` is its date, so that the same certificate gives the same bytes. */
export function openSheet({ title, author, createdMs }: { title: string; author: string; createdMs: number }): Sheet {
  fonts ??= { regular: fontFile("Regular"), bold: fontFile("Bold") };
  const document = new PDFDocument({
    size: "A4",
    margin: 0,
    lang: "zh-CN",
    bufferPages: true, // how many there are is known when the last is drawn
    displayTitle: true,
    info: { Title: title, Author: author, Creator: "Celadon", Producer: "Celadon", CreationDate: new Date(createdMs) },
  });
  document.registerFont("regular", fonts.regular).registerFont("bold", fonts.bold);
  const pieces: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document
      .on("data", (piece: Buffer) => pieces.push(piece))
      .once("end", resolve)
      .once("error", reject);
  });
  const style = (size: number, bold = false) => document.font(bold ? "bold" : "regular").fontSize(size);

  /** The largest size at which the text has room, and how high it is then. */
  const fitted = (text: string, { width, size, bold, lines }: Omit<Writing, "x" | "y">) => {
    let fitting = size;
    const tall = (): number => style(fitting, bold).heightOfString(text, { width, lineGap: 0 });
    if (lines === undefined) return { fitting, height: tall(), limit: {} };
    const room = (): number => style(fitting, bold).heightOfString("国", { width, lineGap: 0 }) * lines + 0.5;
    while (tall() > room() && fitting > Math.max((size * 2) / 3, readable)) fitting -= 0.5;
    return { fitting, height: Math.min(tall(), room()), limit: { height: room(), ellipsis: "..." } };
  };
  const write: Sheet["write"] = (text, writing) => {
    const { x, y, width, bold = false, colour = colours.ink, align = "left" } = writing;
    const { fitting, height, limit } = fitted(text, writing);
    style(fitting, bold)
      .fillColor(colour)
      .text(text, x, y, { width, align, lineGap: 0, ...limit });
    return y + height;
  };
  return {
    document,
    write,
    heightOf: (text, writing) => fitted(text, writing).height,
    widthOf: (text, size, bold) => style(size, bold).widthOfString(text),
    bytes: async () => {
      document.end();
      await ended;
      return Buffer.concat(pieces);
    },
  };
}
