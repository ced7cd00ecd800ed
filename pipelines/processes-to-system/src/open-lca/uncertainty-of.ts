import { accept, type Outcome, reject } from "@celadon/quantity";
import { checkedSpread } from "../checked-spread.ts";
import type { Spread } from "../spread.ts";
import { type Fields, numberOf, textOf } from "./fields.ts";

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

const inconsistent = (what: string): Outcome<undefined, "uncertainty"> =>
  reject("uncertainty", `${what} The amount is kept without its uncertainty; correct the parameters.`);

/**
 * The uncertainty of an exchange, checked against its type and its amount; undefined when there is none, or no spread in it.
 * Refused beside what no spread may be: a parameter that is missing, a median or mean that the amount is not. openLCA states the
 * geometric SD itself, not its square (its schema: "geometric standard deviation"; its generator takes ln geomSd as sigma).
 */
export function spreadOf(uncertainty: Fields, amount: number): Outcome<Spread | undefined, "uncertainty"> {
  const type = textOf(uncertainty, "distributionType");
  const at = (key: string): number | undefined => numberOf(uncertainty, key);
  switch (type) {
    case undefined:
    case "NO_DISTRIBUTION":
      return accept(undefined);
    case "LOG_NORMAL_DISTRIBUTION": {
      const [median, geometricSd] = [at("geomMean"), at("geomSd")];
      if (median === undefined || geometricSd === undefined)
        return inconsistent("A lognormal lacks geomMean or geomSd.");
      if (!near(Math.abs(median), Math.abs(amount))) {
        return inconsistent(`A lognormal has median ${median}, but the amount is ${amount}.`);
      }
      return checkedSpread({ distribution: "lognormal", geometricSd }, amount);
    }
    case "NORMAL_DISTRIBUTION": {
      const [mean, sd] = [at("mean"), at("sd")];
      if (mean === undefined || sd === undefined) return inconsistent("A normal distribution lacks mean or sd.");
      if (!near(mean, amount))
        return inconsistent(`A normal distribution has mean ${mean}, but the amount is ${amount}.`);
      return checkedSpread({ distribution: "normal", sd }, amount);
    }
    case "TRIANGLE_DISTRIBUTION": {
      const [min, mode, max] = [at("minimum"), at("mode"), at("maximum")];
      if (min === undefined || mode === undefined || max === undefined) {
        return inconsistent("A triangular distribution lacks minimum, mode or maximum.");
      }
      return checkedSpread({ distribution: "triangular", min, mode, max }, amount);
    }
    case "UNIFORM_DISTRIBUTION": {
      const [min, max] = [at("minimum"), at("maximum")];
      if (min === undefined || max === undefined)
        return inconsistent("A uniform distribution lacks minimum or maximum.");
      return checkedSpread({ distribution: "uniform", min, max }, amount);
    }
    default:
      return inconsistent(`Distribution type "${type}" is not known.`);
  }
}
