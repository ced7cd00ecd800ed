import type { Rule, UnitRatio } from "./rule.ts";

/** More than a 64-bit number holds would not fit the statement. */
const most = 10n ** 18n;

/** What turns a reading as it is stored into the channel's unit, in millionths; undefined where that is not whole or too large for the database. */
export function multiplierOf(rule: Rule): bigint | undefined {
  const { multiplierMicro } = rule;
  const ratio = ratioOf(rule);
  if ((multiplierMicro * ratio.top) % ratio.bottom !== 0n) return undefined;
  const multiplier = (multiplierMicro * ratio.top) / ratio.bottom;
  return multiplier < most ? multiplier : undefined;
}

/** The ratio of readings in the unit that is sent; the database declines those that state another. */
const ratioOf = ({ ratios, sendsCode = 0 }: Rule): UnitRatio => ratios.get(sendsCode) ?? { top: 1n, bottom: 1n };

/** The least and the largest value, both in millionths as stored, that the limits of the rule let through. */
export function limitsOf(rule: Rule): { readonly least: bigint; readonly most: bigint } {
  const { top, bottom } = ratioOf(rule);
  const { minimumMicro, maximumMicro, kind, modulusPico, multiplierMicro } = rule;
  const isCounter = kind === "counter";
  const floor = minimumMicro === undefined ? -most : ceiling(minimumMicro * bottom, top);
  const roof = maximumMicro === undefined ? most : -ceiling(-maximumMicro * bottom, top);
  const modulusMicro = !isCounter || modulusPico === undefined ? undefined : modulusPico / multiplierMicro;
  const shown = modulusMicro === undefined ? most : ceiling(modulusMicro * bottom, top) - 1n;
  return { least: within(isCounter && floor < 0n ? 0n : floor), most: within(shown < roof ? shown : roof) };
}

/** The largest step between neighbours, in millionths as stored, that is no spike. */
export function largestStepOf(rule: Rule): bigint {
  const { top, bottom } = ratioOf(rule);
  const { largestStepMicro } = rule;
  return largestStepMicro === undefined ? 2n * most : (largestStepMicro * bottom) / top;
}

const within = (micro: bigint): bigint => (micro < -most ? -most : micro > most ? most : micro);

/** Division of whole numbers, `bottom` above zero, rounded up. */
const ceiling = (top: bigint, bottom: bigint): bigint => {
  const whole = top / bottom;
  return top % bottom > 0n ? whole + 1n : whole;
};
