/** How many units in the last place of `exact` lie between it and `value`; for the tests of this folder. */
export function unitsApart(value: number, exact: number): number {
  const size = Math.abs(exact);
  let unit = 2 ** -1074;
  while (size >= unit * 2 ** 53) unit *= 2;
  return Math.abs(value - exact) / unit;
}
