/** The items that `1, 4, 9` or `none` names, each once; undefined where the text is neither, or names one that is not there. */
export function itemsOf(text: string, count: number): readonly number[] | undefined {
  if (text === "none") return [];
  const numbers = text.split(",").map((part) => (/^\d{1,3}$/.test(part.trim()) ? Number(part) : Number.NaN));
  return numbers.every((number) => number >= 1 && number <= count) ? [...new Set(numbers)] : undefined;
}
