import { type BothWords, markWords } from "@celadon/footprint-to-certificate/mark-words";

/**
 * Marks of a figure in one line, for people: what is said of the figure itself in full, what its factor rows bring by kind.
 * A figure rests on dozens of rows; `explain` shows which mark is whose, and JSON has all of them.
 */
export const marksText = (marks: readonly string[]): string =>
  lineOf(marks, { of: ({ en }) => en, rows: "factor rows ", between: ", ", parts: "; " });

/** The same in Chinese, for where there is room for both. A mark that has no word there stands as it is: none is ever dropped. */
export const marksTextZh = (marks: readonly string[]): string =>
  lineOf(marks, { of: ({ en, zh }) => zh || en, rows: "因子：", between: "、", parts: "；" });

/** Both languages, word by word. */
export const marksTextBoth = (marks: readonly string[]): string =>
  lineOf(marks, {
    of: ({ en, zh }) => (zh === "" ? en : `${zh} ${en}`),
    ...{ rows: "因子 factor rows: ", between: ", ", parts: "; " },
  });

interface Form {
  readonly of: (words: BothWords) => string;
  readonly rows: string;
  readonly between: string;
  readonly parts: string;
}

function lineOf(marks: readonly string[], form: Form): string {
  const { own, rows } = markWords(marks);
  const ofRows = rows.length === 0 ? [] : [`${form.rows}${rows.map(form.of).join(form.between)}`];
  return [...own.map(form.of), ...ofRows].join(form.parts);
}
