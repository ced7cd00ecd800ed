import fc from "fast-check";
import { expect, test } from "vitest";
import { arrayElements } from "./array-elements.ts";

async function* pieces(text: string, lengths: readonly number[]): AsyncGenerator<string> {
  let at = 0;
  for (const length of lengths) {
    yield text.slice(at, at + length);
    at += length;
  }
  yield text.slice(at);
}

async function gathered(elements: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const element of elements) all.push(element);
  return all;
}

test("a list cut anywhere has the elements of the whole list", async () => {
  const cuts = fc.array(fc.nat({ max: 7 }), { maxLength: 200 });
  const space = fc.constantFrom(undefined, 1, "\t");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), cuts, space, async (list, lengths, indent) => {
      const text = JSON.stringify(list, undefined, indent);
      expect(await gathered(arrayElements(pieces(text, lengths)))).toEqual(JSON.parse(text));
    }),
  );
});

test.each(["", "[1,2", '[{"a":1}', "null"])("what is no whole list is a SyntaxError: %s", async (text) => {
  await expect(gathered(arrayElements(pieces(text, [])))).rejects.toThrow(SyntaxError);
});
