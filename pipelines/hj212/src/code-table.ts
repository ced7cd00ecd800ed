import table from "./codes.json" with { type: "json" };

/** What HJ 212-2017 prints of one pollutant. `null` where the table is empty. */
export interface PollutantCode {
  /** Letter and five digits, as 2017 and 2025 have it. */
  readonly code: string;
  readonly name: string | null;
  /** The code of HJ/T 212-2005 for the same. */
  readonly code2005: string | null;
  /** Of measured values, for example `mg/L`. */
  readonly unit: string;
  /** Of amounts (`-Cou`), for example `kg`. */
  readonly massUnit: string | null;
  /** `N5.2`: five digits before the point, two after it. */
  readonly format: string | null;
}

/** What a field holds for an account: a level, a flow, an amount of the period, a register, or a device that was changed. */
export type FieldKind = "state" | "rate" | "interval" | "counter" | "epoch";

const symbols: Readonly<Record<string, string>> = {
  "升/秒": "L/s",
  "立方米/秒": "m3/s",
  立方米: "m3",
  无量纲: "1",
  "[色]度": "degree of colour",
  "毫克/升": "mg/L",
  "微克/升": "ug/L",
  "纳克/升": "ng/L",
  "毫克/立方米": "mg/m3",
  "纳克/立方米": "ng/m3",
  千克: "kg",
  克: "g",
  毫克: "mg",
  摄氏度: "degC",
  "%": "%",
  千帕: "kPa",
  "米/秒": "m/s",
  "[角]度": "degree",
  平方米: "m2",
  "微西[门子]/厘米": "uS/cm",
  "个/升": "1/L",
  "贝可[勒尔]/升": "Bq/L",
  "吨/平方千米•月": "t/(km2 month)",
};

const symbolOf = (printed: string): string => symbols[printed] ?? printed;

/** Tables B.1 and B.2 of HJ 212-2017: 63 codes of water, 121 of gas. Units are those printed, in letters of ASCII. */
export const pollutantCodes: readonly PollutantCode[] = table.rows.map(
  ([code = null, name = null, code2005 = null, unit = null, mass = null, format = null]) => ({
    code: String(code),
    name,
    code2005,
    unit: symbolOf(String(unit)),
    massUnit: mass === null ? null : symbolOf(mass),
    format,
  }),
);

const byCode: ReadonlyMap<string, PollutantCode> = new Map([
  ...pollutantCodes.flatMap((row): [string, PollutantCode][] => (row.code2005 === null ? [] : [[row.code2005, row]])),
  ...pollutantCodes.map((row): [string, PollutantCode] => [row.code, row]),
]);

/**
 * The row of a code, undefined where the tables have none (noise, processes, provincial lists). The shape of the code decides, never
 * the version of its frame: `w01018` and `011` are the same row, and 2005 codes inside 2017 frames are common.
 */
export const pollutantOf = (code: string): PollutantCode | undefined => byCode.get(code);

const flows: ReadonlySet<string> = new Set(["a00000", "w00000", "B01", "B02"]);
const electricity: ReadonlySet<string> = new Set(["i33201", "i33202"]);
const isLevel = (suffix: string): boolean => /^(?:Zs)?(?:Rtd|Min|Avg|Max)$|^(?:Day|Night)?Data$/.test(suffix);

/** What the field `code-suffix` holds; undefined where nothing is known of it. */
export function kindOf(code: string, suffix: string): FieldKind | undefined {
  if (suffix === "Rtd" && flows.has(code)) return "rate";
  if (isLevel(suffix)) return "state";
  if (suffix === "Cou") return "interval";
  if (/^SB\d+$/.test(code)) return suffix === "RT" ? "interval" : suffix === "RS" ? "state" : undefined;
  if (suffix === "Info" && electricity.has(code)) return code === "i33201" ? "counter" : "interval";
  return suffix === "SN" ? "epoch" : undefined;
}

/** The unit of the field `code-suffix` as the tables print it; undefined where they do not say. Devices differ: see README. */
export function unitOf(code: string, suffix: string): string | undefined {
  if (suffix === "RT" && /^SB\d+$/.test(code)) return "h";
  if (suffix === "Info" && electricity.has(code)) return "kWh";
  const row = pollutantOf(code);
  if (suffix === "Cou") return row?.massUnit ?? undefined;
  return isLevel(suffix) ? row?.unit : undefined;
}
