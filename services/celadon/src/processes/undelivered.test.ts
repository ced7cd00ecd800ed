import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { undelivered } from "./undelivered.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "celadon-log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (file: string, content: string) => writeFileSync(join(folder, file), content);

test("a log that all its readers have finished holds nothing", () => {
  write("activity.journal", "12345");
  write("activity.footprinter.offset", "5");
  write("activity.benchmark.offset", "5");
  write("footprint.journal", "");
  expect(undelivered(folder)).toEqual([]);
});

test("a topic that one reader has not finished is named", () => {
  write("activity.journal", "12345");
  write("activity.footprinter.offset", "5");
  write("activity.benchmark.offset", "3");
  write("footprint.journal", "1");
  expect(undelivered(folder)).toEqual(["activity"]);
});
