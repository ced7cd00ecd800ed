/** Bytes of ASCII that the scanners look for, by their names. */
export const tab = 9;
export const lineFeed = 10;
export const carriageReturn = 13;
export const blank = 32;
export const quote = 34;
export const plus = 43;
export const comma = 44;
export const minus = 45;
export const point = 46;
export const zero = 48;
export const nine = 57;
export const colon = 58;
export const openingList = 91;
export const backslash = 92;
export const closingList = 93;
export const opening = 123;
export const closing = 125;
