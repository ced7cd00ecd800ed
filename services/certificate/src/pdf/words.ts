import { Decimal } from "@celadon/quantity";

const known: Readonly<Record<string, string>> = {
  "cradle-to-gate": "从摇篮到大门",
  "gate-to-gate": "从大门到大门",
  "cradle-to-grave": "从摇篮到坟墓",
  energy: "能源",
  production: "生产",
  "raw materials": "原材料",
  materials: "原材料",
  packaging: "包装",
  transport: "运输",
  waste: "废弃物",
  wastewater: "废水处理",
  use: "使用",
  "end of life": "生命末期",
};

/** A word of the domain in both languages, Chinese first; a word of the plant's own stays as it is. */
export const bothWords = (word: string): string => {
  const zh = known[word];
  return zh === undefined ? word : `${zh} ${word}`;
};

/** m2 and m3 as people write them. */
export const unitText = (unit: string): string => unit.replace(/m2\b/g, "m²").replace(/m3\b/g, "m³");

/** A figure for people: at most so many significant digits, whole digits always kept, thousands apart. */
export function figureText(text: string, digits: number): string {
  const value = new Decimal(text);
  const whole = value.truncated().abs().toFixed();
  const shown = value.toSignificantDigits(Math.max(digits, whole === "0" ? 1 : whole.length), Decimal.ROUND_HALF_EVEN);
  const [left = "", right] = shown.toFixed().split(".");
  const grouped = left.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return right === undefined ? grouped : `${grouped}.${right}`;
}

/** A share as per cent; a dash for what is not known. */
export const percentText = (share: string | null): string =>
  share === null ? "—" : `${new Decimal(share).times(100).toDecimalPlaces(1).toFixed()} %`;

/** Midnight and offset are left out: `2025-01-01`. */
export const dayText = (local: string): string => local.replace(/T00:00:00[+-]\d\d:\d\d$/, "");
