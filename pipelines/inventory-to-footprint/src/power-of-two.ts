const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/** The power of two at or below |x|, read off the bits: a logarithm may differ between machines. */
export const powerOfTwo = (x: number): number => {
  bits[0] = Math.abs(x);
  return 2 ** (((words[1] as number) >>> 20) - 1023);
};
