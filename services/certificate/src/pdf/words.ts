import type { BothWords } from "@celadon/footprint-to-certificate";
import { Decimal } from "@celadon/quantity";

const known: Readonly<Record<string, string>> = {
  // Boundaries.
  "cradle-to-gate": "从摇篮到大门",
  "gate-to-gate": "从大门到大门",
  "cradle-to-grave": "从摇篮到坟墓",
  // Life-cycle stages; a plant may have others of its own.
  energy: "能源",
  production: "生产",
  "raw material": "原材料",
  "raw materials": "原材料",
  materials: "原材料",
  packaging: "包装",
  transport: "运输",
  waste: "废弃物",
  wastewater: "废水处理",
  use: "使用",
  "end of life": "生命末期",
  // Scopes of the GHG Protocol.
  "1": "范围一 直接排放",
  "2": "范围二 外购能源",
  "3": "范围三 其他间接",
  // Gases.
  CO2e: "因子已含各气体",
  "CO2-fossil": "化石源",
  "CO2-biogenic": "生物源",
  "CH4-fossil": "化石源",
  "CH4-biogenic": "生物源",
  N2O: "氧化亚氮",
  // Choices, and ways to share a burden.
  "farm rule": "养殖负担规则",
  allocation: "分配方法",
  factor: "因子选择",
  mass: "按质量",
  price: "按价格",
  shares: "按给定份额",
  efficiency: "效率法",
  // Gaps.
  "missing-time": "时段缺失",
  "missing-factor": "缺因子",
  "missing-amount": "缺数量",
  "unknown-channel": "未知通道",
  "not-modelled": "未建模",
  unverified: "计量器具超过检定有效期",
  // What products are compared by.
  "finished leather": "成品革",
  "coated board": "涂布纸板",
  animal: "动物",
  article: "品类",
  thickness: "厚度",
  "starting material": "起始原料",
  tannage: "鞣制",
  fibre: "纤维",
  moisture: "水分",
  "power and heat": "电和热",
};

/** A word of the domain in both languages, Chinese first; a word of the plant's own stays as it is. */
export const bothWords = (word: string): string => {
  const zh = known[word];
  return zh === undefined ? word : `${zh} ${word}`;
};

/** What is known in both languages, Chinese first. */
export const bothText = ({ en, zh }: BothWords): string => (zh === "" ? en : `${zh} ${en}`);

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
