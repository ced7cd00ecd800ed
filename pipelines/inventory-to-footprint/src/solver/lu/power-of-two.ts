const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/** floor(log2 |x|) of a number that is not 0, read off the bits: a logarithm may differ between machines. */
export const exponentOf = (x: number): number => {
  bits[0] = Math.abs(x);
  return ((words[1] as number) >>> 20) - 1023;
};

/** The power of two at or below |x|. */
export const powerOfTwo = (x: number): number => 2 ** exponentOf(x);
