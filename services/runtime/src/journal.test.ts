import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openJournal } from "./journal.ts";

const path = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "activity.journal");
};
const text = (value: Uint8Array) => Buffer.from(value).toString();
const bytes = (value: string) => new Uint8Array(Buffer.from(value));

test("what was appended is there when the file is opened again", () => {
  const file = path();
  const journal = openJournal(file);
  journal.append("mill", bytes("one"));
  journal.append("造纸厂", bytes("two"));
  journal.close();
  const again = openJournal(file);
  expect(again.read(0, 1_000).map(({ key, value }) => [key, text(value)])).toEqual([
    ["mill", "one"],
    ["造纸厂", "two"],
  ]);
  again.close();
});

test("several records are appended by one write, and read one by one", () => {
  const file = path();
  const journal = openJournal(file);
  const ends = journal.appendAll([
    { key: "mill", value: bytes("one") },
    { key: "tannery", value: bytes("two") },
  ]);
  expect(journal.read(0, 1_000).map(({ key, value, end }) => [key, text(value), end])).toEqual([
    ["mill", "one", ends[0]],
    ["tannery", "two", ends[1]],
  ]);
  expect(journal.end()).toBe(ends[1]);
  journal.close();
});

test("whatever a crash left of the last record is cut off, and the next record stands in its place", () => {
  const file = path();
  const journal = openJournal(file);
  const first = journal.append("mill", bytes("one"));
  const second = journal.append("mill", bytes("two"));
  journal.close();
  for (let end = second - 1; end > first; end--) {
    truncateSync(file, end);
    const cut = openJournal(file);
    expect(cut.end()).toBe(first);
    cut.close();
    const whole = openJournal(file);
    whole.append("mill", bytes("two"));
    whole.close();
  }
  expect(readFileSync(file).length).toBe(second);
});

test("a record whose bytes changed is not read", () => {
  const file = path();
  const journal = openJournal(file);
  const first = journal.append("mill", bytes("one"));
  journal.close();
  appendFileSync(file, Buffer.concat([Buffer.from([7, 0, 0, 0, 1, 2, 3, 4, 4, 0, 0, 0]), Buffer.from("millxyz")]));
  const again = openJournal(file);
  expect(again.end()).toBe(first);
  again.close();
});

test("at most about so many bytes are read at once, and always one record", () => {
  const journal = openJournal(path());
  for (const value of ["one", "two", "three"]) journal.append("mill", bytes(value));
  expect(journal.read(0, 1).map(({ value }) => text(value))).toEqual(["one"]);
  journal.close();
});
