const digits = new Intl.NumberFormat("en");

/** A whole number for people: `8,760`. */
export const countText = (count: number): string => digits.format(count);

/** `1 process`, `2 processes`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;
