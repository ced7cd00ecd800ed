import fc from "fast-check";
import { expect, test } from "vitest";
import { addName, bytesHeld, clearNames, findName, hashOf, nameTable } from "./name-table.ts";

const viewOf = (text: string): DataView => new DataView(new TextEncoder().encode(text).slice().buffer);

test("a name keeps its number, whatever else is added, and another name never gets it", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.nat(3)), { maxLength: 3000 }), (names) => {
      const table = nameTable();
      const known = new Map<string, number>();
      for (const [text, owner] of names) {
        const view = viewOf(text);
        const hash = hashOf(view, 0, view.byteLength);
        const key = `${owner}:${text}`;
        const id = findName(table, view, 0, view.byteLength, hash, owner);
        expect(id).toBe(known.get(key) ?? -1);
        if (id === -1) known.set(key, addName(table, view, 0, view.byteLength, hash, owner, text));
      }
      for (const [key, id] of known) expect(table.texts[id]).toBe(key.slice(2));
      expect(table.texts).toHaveLength(known.size);
    }),
    { numRuns: 30 },
  );
});

test("names with one hash are told apart by their bytes", () => {
  const table = nameTable();
  const [a, b] = [viewOf("a"), viewOf("b")];
  expect(addName(table, a, 0, 1, 7, 0, "a")).toBe(0);
  expect(findName(table, b, 0, 1, 7, 0)).toBe(-1);
  expect(findName(table, a, 0, 1, 7, 0)).toBe(0);
  expect(findName(table, a, 0, 1, 7, 1)).toBe(-1);
});

test("a cleared table knows nothing and counts from 0 again", () => {
  const table = nameTable();
  const view = viewOf("a");
  addName(table, view, 0, 1, 7, 0, "a");
  clearNames(table);
  expect([table.texts.length, bytesHeld(table), findName(table, view, 0, 1, 7, 0)]).toEqual([0, 0, -1]);
  expect(addName(table, view, 0, 1, 7, 0, "a")).toBe(0);
});
