import type { Electricity, Link, MethodPair } from "@celadon/inventory-to-footprint";
import { Decimal, readDecimal } from "@celadon/quantity";
import { daysOf } from "../days-of.ts";
import { wrongUsage } from "../ending.ts";

/** First day of `--period` and the day behind it. Throws a sentence for a text that is no period. */
export function periodSaid(text: string): { readonly from: string; readonly to: string } {
  try {
    return daysOf(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw wrongUsage(`--period ${text} is no period of whole months: write 2026, 2026-05 or 2025-11..2026-10.`);
  }
}

/** Both sides of the first `=`. */
function sides(option: string, text: string): readonly [string, string] {
  const at = text.indexOf("=");
  const [left, right] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at > 0 && left !== "" && right !== "") return [left, right];
  throw wrongUsage(`${option} "${text}" has not both sides: write ${option} ${forms[option]}.`);
}

const forms: Readonly<Record<string, string>> = {
  "--link": "INPUT=PRODUCT",
  "--method": "PLANT=BACKGROUND",
  "--electricity": "market=PRODUCT, market=PRODUCT@0.6, delivery=PRODUCT, residual=PRODUCT or grid-average=PRODUCT",
};

export const linksSaid = (texts: readonly string[]): readonly Link[] =>
  texts.map((text) => {
    const [input, product] = sides("--link", text);
    return { input, product };
  });

export const methodsSaid = (texts: readonly string[]): readonly MethodPair[] =>
  texts.map((text) => {
    const [plant, background] = sides("--method", text);
    return { plant, background };
  });

/** Who supplies bought electricity by market; undefined where nobody asks. A contract without a share covers all of it. */
export function electricitySaid(texts: readonly string[]): Electricity | undefined {
  if (texts.length === 0) return undefined;
  const market: Electricity["market"][number][] = [];
  const delivery: string[] = [];
  const rest = new Map<string, string>();
  for (const text of texts) {
    const [role, provider] = sides("--electricity", text);
    if (role === "market") market.push(contractIn(provider));
    else if (role === "delivery") delivery.push(provider);
    else if (role !== "residual" && role !== "grid-average")
      throw wrongUsage(`--electricity "${text}": "${role}" is none of its roles. Write ${forms["--electricity"]}.`);
    else if (rest.has(role)) throw wrongUsage(`--electricity ${role} is said twice. Say it once.`);
    else rest.set(role, provider);
  }
  const [residual, gridAverage] = [rest.get("residual"), rest.get("grid-average")];
  return {
    ...{ market, delivery },
    ...(residual === undefined ? {} : { residual }),
    ...(gridAverage === undefined ? {} : { gridAverage }),
  };
}

/** `PRODUCT@0.6`: the part of the bought electricity that a contract covers stands behind the last `@`. */
function contractIn(text: string): Electricity["market"][number] {
  const [, provider, said] = /^(.+)@(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const share = said === undefined ? undefined : readDecimal(said);
  return provider === undefined || share === undefined
    ? { provider: text, share: new Decimal(1) }
    : { provider, share };
}
