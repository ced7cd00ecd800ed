/** 2^27 + 1: splits a double into two halves whose products are exact (Veltkamp). */
const splitter = 134_217_729;

/**
 * start - sum a[k] * b[k] over the first `count` entries, as if worked out in twice the precision and rounded once: Dot2 of
 * Ogita, Rump and Oishi (2005), built of Knuth's two-sum and Dekker's two-product. Exact to 2^-53 of the result plus about
 * count^2 * 2^-106 of sum |a b|, so that a residual keeps its digits where plain doubles cancel to noise.
 */
export function residual(start: number, a: Float64Array, b: Float64Array, count: number): number {
  let sum = start;
  let lost = 0;
  for (let k = 0; k < count; k++) {
    const x = -(a[k] as number);
    const y = b[k] as number;
    const product = x * y;
    const xScaled = splitter * x;
    const xHigh = xScaled - (xScaled - x);
    const xLow = x - xHigh;
    const yScaled = splitter * y;
    const yHigh = yScaled - (yScaled - y);
    const yLow = y - yHigh;
    const productLost = xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
    const next = sum + product;
    const part = next - sum;
    const sumLost = sum - (next - part) + (product - part);
    sum = next;
    lost += sumLost + productLost;
  }
  return sum + lost;
}
