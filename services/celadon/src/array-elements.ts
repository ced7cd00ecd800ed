const quote = 34;
const backslash = 92;
const openers = new Set([91, 123]);
const closers = new Set([93, 125]);
const comma = 44;

/**
 * The elements of one JSON array, parsed one by one as its text arrives, however that was cut. Only the element being read is
 * held. Throws a SyntaxError where the text is no array or breaks off.
 */
export async function* arrayElements(pieces: AsyncIterable<string>): AsyncGenerator<unknown> {
  let depth = 0; // 0 outside the array, 1 between its elements' own brackets
  let inText = false;
  let isEscaped = false;
  let hasBegun = false;
  let element = "";
  for await (const piece of pieces) {
    let from = 0;
    for (let i = 0; i < piece.length; i++) {
      const letter = piece.charCodeAt(i);
      if (inText) {
        if (isEscaped) isEscaped = false;
        else if (letter === backslash) isEscaped = true;
        else if (letter === quote) inText = false;
      } else if (letter === quote) inText = true;
      else if (openers.has(letter)) {
        depth++;
        if (depth === 1) {
          from = i + 1;
          hasBegun = true;
        }
      } else if (closers.has(letter) || (letter === comma && depth === 1)) {
        if (depth === 1) {
          element += piece.slice(from, i);
          if (element.trim() !== "") yield JSON.parse(element);
          element = "";
          from = i + 1;
        }
        if (letter !== comma) depth--;
      }
    }
    if (depth > 0) element += piece.slice(from);
  }
  if (depth !== 0 || !hasBegun) throw new SyntaxError("The list broke off before its end.");
}
