/** What was seen at an instant. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

/** A straight line: value = level + rise * at. */
export interface Line {
  readonly level: number;
  readonly rise: number;
}

/**
 * The line with the least squares through samples:  rise = Σ (at - mean at)(value - mean value) / Σ (at - mean at)²
 *
 * Throws where all samples are of one instant: no line is the best through them.
 */
export function lineThrough(samples: readonly Sample[]): Line {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [at, value] = [mean((sample) => sample.at), mean((sample) => sample.value)];
  const spread = samples.reduce((sum, sample) => sum + (sample.at - at) ** 2, 0);
  if (!(spread > 0)) throw new Error("A line needs samples of two instants at least: look longer, or more often.");
  const rise = samples.reduce((sum, sample) => sum + (sample.at - at) * (sample.value - value), 0) / spread;
  return { level: value - rise * at, rise };
}

/** The smallest sample of each span, from the first sample on: what is left of a size when the waves of a collector are taken off. */
export function lowestOfEach(samples: readonly Sample[], span: number): readonly Sample[] {
  const lowest = new Map<number, Sample>();
  for (const sample of samples) {
    const place = Math.floor((sample.at - (samples[0] as Sample).at) / span);
    const before = lowest.get(place);
    if (before === undefined || sample.value < before.value) lowest.set(place, sample);
  }
  return [...lowest.values()];
}
