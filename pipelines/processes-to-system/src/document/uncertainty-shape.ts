import { choice, need, number, quantity, type Read, text, tuple } from "./shape.ts";

/** How well an amount is known: a distribution, or scores of a pedigree. The stated amount is the median, mean, or within the range. */
export const uncertaintyShape = choice("distribution", {
  lognormal: {
    geometricSd: need(quantity, "Geometric standard deviation g, a factor of at least 1; neither g^2 nor ln g."),
  },
  normal: { sd: need(quantity, "Standard deviation, in the unit of the amount.") },
  triangular: {
    min: need(quantity, "Least, in the unit of the amount."),
    mode: need(quantity, "Most likely."),
    max: need(quantity, "Most."),
  },
  uniform: {
    min: need(quantity, "Least, in the unit of the amount."),
    max: need(quantity, "Most."),
  },
  pedigree: {
    scores: need(tuple(number, 5), "1 to 5: reliability, completeness, time, geography, technology."),
    basicVariance: need(quantity, "Variance of ln x of data of this kind without a fault; 0 for none."),
    set: need(text, "Whose additional variances the scores stand for, such as ecoinvent-3."),
  },
});

export type StatedUncertainty = Read<typeof uncertaintyShape>;
