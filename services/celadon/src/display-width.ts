const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const plain = /^[\x20-\x7e]*$/;
const invisible = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** Columns that a text takes on a terminal: Chinese, Japanese and Korean letters take two, combining marks none. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += invisible.test(letter) ? 0 : wide.test(letter) ? 2 : 1;
  return width;
}
