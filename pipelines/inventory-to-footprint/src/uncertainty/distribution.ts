import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** How an amount is spread. The units are those of the amount. */
export type Distribution = Lognormal | Normal | Triangular | Uniform;

/** |x| has this median in size and ln |x| the standard deviation ln g; x keeps the sign of the median in every draw. */
interface Lognormal {
  readonly kind: "lognormal";
  readonly median: number;
  /** g >= 1, the factor of one standard deviation; not its square, and not sigma. */
  readonly geometricSd: number;
}

interface Normal {
  readonly kind: "normal";
  readonly mean: number;
  readonly sd: number;
}

interface Triangular {
  readonly kind: "triangular";
  readonly min: number;
  readonly mode: number;
  readonly max: number;
}

interface Uniform {
  readonly kind: "uniform";
  readonly min: number;
  readonly max: number;
}

/**
 * The amount below which a share u of all draws lies, u in (0, 1); of a negative lognormal the share that is nearer to 0. z is the
 * normal quantile of u.
 *
 *   lognormal   median e^(z ln g)                    normal     mean + sd z
 *   uniform     a + u (b - a)
 *   triangular  u < (c - a) / (b - a): a + sqrt(u (b - a) (c - a)), else b - sqrt((1 - u) (b - a) (b - c))
 */
export function quantileOf(distribution: Distribution, u: number): number {
  switch (distribution.kind) {
    case "lognormal":
      return distribution.median * exp(log(distribution.geometricSd) * normalQuantile(u));
    case "normal":
      return distribution.mean + distribution.sd * normalQuantile(u);
    case "triangular":
      return triangularQuantile(distribution, u);
    case "uniform":
      return distribution.min + u * (distribution.max - distribution.min);
  }
}

export function triangularQuantile({ min, mode, max }: Omit<Triangular, "kind">, u: number): number {
  const [width, left, right] = [max - min, mode - min, max - mode];
  if (width === 0) return min;
  return u < left / width ? min + Math.sqrt(u * width * left) : max - Math.sqrt((1 - u) * width * right);
}

/** The one value that every draw has, or undefined where draws differ. */
export function constantOf(distribution: Distribution): number | undefined {
  switch (distribution.kind) {
    case "lognormal":
      return distribution.geometricSd === 1 ? distribution.median : undefined;
    case "normal":
      return distribution.sd === 0 ? distribution.mean : undefined;
    case "triangular":
    case "uniform":
      return distribution.min === distribution.max ? distribution.min : undefined;
  }
}

/** lognormal: median e^(sigma^2 / 2); triangular: (a + b + c) / 3; uniform: (a + b) / 2. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case "lognormal":
      return distribution.median * exp(sigmaSquared(distribution) / 2);
    case "normal":
      return distribution.mean;
    case "triangular":
      return (distribution.min + distribution.mode + distribution.max) / 3;
    case "uniform":
      return (distribution.min + distribution.max) / 2;
  }
}

/** lognormal: mean^2 (e^(sigma^2) - 1); triangular: (a^2 + b^2 + c^2 - ab - ac - bc) / 18; uniform: (b - a)^2 / 12. */
export function varianceOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case "lognormal":
      return squared(meanOf(distribution)) * lessOne(sigmaSquared(distribution));
    case "normal":
      return squared(distribution.sd);
    case "triangular": {
      // The same as squares of differences, which cannot cancel:  (left^2 + left right + right^2) / 18
      const [left, right] = [distribution.mode - distribution.min, distribution.max - distribution.mode];
      return (squared(left) + left * right + squared(right)) / 18;
    }
    case "uniform":
      return squared(distribution.max - distribution.min) / 12;
  }
}

const sigmaSquared = ({ geometricSd }: Lognormal): number => squared(log(geometricSd));

const squared = (x: number): number => x * x;

/** e^x - 1 for x >= 0, by its series where the difference would cancel. */
const lessOne = (x: number): number =>
  x > 0.01 ? exp(x) - 1 : x * (1 + (x / 2) * (1 + (x / 3) * (1 + (x / 4) * (1 + (x / 5) * (1 + x / 6)))));
