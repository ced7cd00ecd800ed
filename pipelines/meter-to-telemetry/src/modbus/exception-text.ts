/** What a slave says by an exception, as the protocol numbers them. */
const words: Readonly<Record<number, string>> = {
  1: "illegal function",
  2: "illegal data address",
  3: "illegal data value",
  4: "device failure",
  5: "accepted, takes long",
  6: "busy",
  8: "memory parity error",
  10: "the gateway has no path",
  11: "behind the gateway nobody answers",
};

/** `2 (illegal data address)`. */
export const exceptionText = (code: number): string => `${code} (${words[code] ?? "not in the protocol"})`;

/** The slave has not all of what was asked for, and may give a part of it. */
export const isAboutPlaces = (code: number): boolean => code === 2 || code === 3;

/** Nothing is wrong with the question: whoever was asked cannot answer just now. */
export const isForNow = (code: number): boolean => code === 5 || code === 6 || code === 10 || code === 11;
