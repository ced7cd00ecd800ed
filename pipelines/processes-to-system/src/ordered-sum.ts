/** The sum of values in order of size, so that no order of the input changes a bit; of none it is 0. */
export const orderedSum = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0);
