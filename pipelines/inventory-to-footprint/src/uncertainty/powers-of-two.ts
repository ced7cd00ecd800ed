/**
 * 2^k at place k + 1074, k from -1074 to 1023; by halving and doubling: `**` is not fixed to the bit. A table of one's own: one that
 * stands in another file is read a third slower.
 */
export function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2098);
  powers[1074] = 1;
  for (let i = 1075; i < powers.length; i++) powers[i] = 2 * (powers[i - 1] as number);
  for (let i = 1073; i >= 0; i--) powers[i] = (powers[i + 1] as number) / 2;
  return powers;
}
