import { Decimal } from "./decimal.ts";
import { didYouMean } from "./nearest.ts";
import { accept, type Outcome, reject } from "./outcome.ts";

/** What a unit measures. Two units convert into each other exactly when they share one of these. */
export type Dimension =
  | "energy"
  | "power"
  | "mass"
  | "volume"
  | "area"
  | "mass-distance"
  | "count"
  | "temperature"
  | "fraction"
  | "concentration"
  | "flow"
  | "mass-flow"
  | "pressure"
  | "standard-coal"
  | "emission"
  | "reactive-energy"
  | "length"
  | "duration"
  | "heating-value"
  | "heat-of-volume"
  | "state";

/**
 * One unit. `amount [this] = amount * numerator / denominator [base unit of the dimension]`, both exact.
 * `code` is what the store keeps (7 bits, 0 = not stated): codes are given once and never reused.
 */
export interface Unit {
  readonly symbol: string;
  readonly code: number;
  readonly dimension: Dimension;
  readonly numerator: string;
  readonly denominator: string;
}

const row = (code: number, symbol: string, dimension: Dimension, numerator = "1", denominator = "1"): Unit => ({
  symbol,
  code,
  dimension,
  numerator,
  denominator,
});

/** Every unit Celadon knows; append only. Gas volumes state their reference temperature, because they differ by 7 %. */
export const units: readonly Unit[] = [
  row(1, "kWh", "energy"),
  row(2, "Wh", "energy", "1", "1000"),
  row(3, "MWh", "energy", "1000"),
  row(4, "GWh", "energy", "1000000"),
  row(5, "MJ", "energy", "1", "3.6"),
  row(6, "GJ", "energy", "1000", "3.6"),
  row(7, "kJ", "energy", "1", "3600"),
  row(8, "TJ", "energy", "1000000", "3.6"),
  row(9, "kW", "power"),
  row(10, "W", "power", "1", "1000"),
  row(11, "MW", "power", "1000"),
  row(12, "kg", "mass"),
  row(13, "g", "mass", "1", "1000"),
  row(14, "mg", "mass", "1", "1000000"),
  row(15, "t", "mass", "1000"),
  row(16, "kt", "mass", "1000000"),
  row(17, "m3", "volume"),
  row(18, "L", "volume", "1", "1000"),
  row(19, "ML", "volume", "1000"),
  row(20, "Nm3", "volume"), // gas at 0 degC, 101.325 kPa; see unitsConvert
  row(21, "Sm3", "volume"), // gas at 20 degC, 101.325 kPa; see unitsConvert
  row(22, "m2", "area"),
  row(23, "ft2", "area", "0.09290304"),
  row(24, "t.km", "mass-distance"),
  row(25, "kg.km", "mass-distance", "1", "1000"),
  row(26, "1", "count"),
  row(27, "degC", "temperature"),
  row(28, "fraction", "fraction"),
  row(29, "%", "fraction", "1", "100"),
  row(30, "mg/L", "concentration"),
  row(31, "ug/L", "concentration", "1", "1000"),
  row(32, "g/L", "concentration", "1000"),
  row(33, "m3/h", "flow"),
  row(34, "L/s", "flow", "3.6"),
  row(35, "kg/h", "mass-flow"),
  row(36, "t/h", "mass-flow", "1000"),
  row(37, "kPa", "pressure"),
  row(38, "MPa", "pressure", "1000"),
  row(39, "kgce", "standard-coal"),
  row(40, "tce", "standard-coal", "1000"),
  row(41, "kgCO2e", "emission"),
  row(42, "tCO2e", "emission", "1000"),
  row(43, "kvarh", "reactive-energy"),
  row(44, "km", "length"),
  row(45, "m", "length", "1", "1000"),
  row(46, "h", "duration"),
  row(47, "s", "duration", "1", "3600"),
  row(48, "year", "state"), // one year of operation: a declared unit, never converted
  row(49, "state", "state"),
  row(50, "m3/s", "flow", "3600"),
  row(51, "g/h", "mass-flow", "1", "1000"),
  row(52, "pH", "state"),
  row(53, "mg/m3", "concentration", "1", "1000"),
  row(54, "GJ/t", "heating-value"),
  row(55, "MJ/kg", "heating-value"),
  row(56, "kJ/kg", "heating-value", "1", "1000"),
  row(57, "MJ/m3", "heat-of-volume"),
  row(58, "MJ/Nm3", "heat-of-volume"), // of gas at 0 degC; see unitsConvert
  row(59, "MJ/Sm3", "heat-of-volume"), // of gas at 20 degC; see unitsConvert
];

const bySymbol = new Map(units.map((unit) => [unit.symbol, unit]));
const byCode = new Map(units.map((unit) => [unit.code, unit]));
const alias = new Map([
  ["m³", "m3"],
  ["m²", "m2"],
  ["tonne", "t"],
  ["°C", "degC"],
  ["sqft", "ft2"],
  ["tkm", "t.km"],
  ["piece", "1"],
  ["pieces", "1"],
  ["pcs", "1"],
  ["件", "1"],
]);

/** The unit of this symbol. Symbols are case-sensitive (`MW` is not `mW`); an unknown one names its near misses. */
export function unitOf(symbol: string): Outcome<Unit, "unknown-unit"> {
  const unit = bySymbol.get(alias.get(symbol) ?? symbol);
  if (unit !== undefined) return accept(unit);
  const sentence = `Unit "${symbol}" is not known.${didYouMean(symbol, [...bySymbol.keys(), ...alias.keys()])}`;
  const pieces = [...alias].filter(([, unit]) => unit === "1").map(([name]) => name);
  return reject(
    "unknown-unit",
    `${sentence} Known: ${[...bySymbol.keys()].join(" ")}; for 1 also ${pieces.join(" ")}.`,
  );
}

/** The unit with this stored code; undefined for 0 (not stated) and for codes never given. */
export const unitByCode = (code: number): Unit | undefined => byCode.get(code);

const gasReference = new Set(["Nm3", "Sm3", "MJ/Nm3", "MJ/Sm3"]);

/** Whether amounts convert: one dimension, and for gas volumes one reference state (0 and 20 degC differ by 7 %). */
export const unitsConvert = (from: Unit, to: Unit): boolean =>
  from.symbol === to.symbol ||
  (from.dimension === to.dimension &&
    from.dimension !== "state" &&
    !gasReference.has(from.symbol) &&
    !gasReference.has(to.symbol));

/**
 * amount [to] = amount [from] * ratio. The ratio is exact where it is a finite decimal (1000, 0.001); where it is not
 * (1/3.6) it carries 120 digits, and whoever needs bits to agree multiplies by `numerator` first and divides last.
 */
export function convert(amount: Decimal, from: Unit, to: Unit): Outcome<Decimal, "wrong-dimension"> {
  if (!unitsConvert(from, to)) {
    return reject(
      "wrong-dimension",
      `An amount in ${from.symbol} (${from.dimension}) cannot become ${to.symbol} (${to.dimension}): state it in a unit of ${to.dimension}${gasReference.has(to.symbol) ? " at the same reference temperature" : ""}.`,
    );
  }
  if (from.symbol === to.symbol) return accept(amount);
  const top = amount.times(from.numerator).times(to.denominator);
  return accept(top.dividedBy(new Decimal(from.denominator).times(to.numerator)));
}
