import { expect, test } from "vitest";
import { readIndexFile } from "./index-file.ts";

const head = "index,id,name,unit\n";
const refusalOf = (lines: string) => {
  const answer = readIndexFile("products.csv", head + lines);
  return answer.kind === "accept" ? undefined : answer.message;
};

test("a cell that nothing closes is refused with its line: it would swallow all that follows", () => {
  expect(refusalOf('0,a,A,kg\n1,b,"B,kg\n')).toMatch(
    /^products\.csv, line 3: A quotation mark opens a cell that nothing/,
  );
});

test("a comma outside of quotation marks is refused, as it would move the unit to the next cell", () => {
  expect(refusalOf("0,a,Steel, hot rolled,kg\n")).toMatch(/^products\.csv, line 2: "kg" stands beyond the 4 columns/);
  expect(refusalOf('0,a,"Steel, hot rolled",kg,,\n')).toBeUndefined();
});

test("what a slip of the pen names is refused with its line: an index twice or too large, an id twice or empty", () => {
  expect(refusalOf("0,a,A,kg\n0,b,B,kg\n")).toMatch(/line 3: Index 0 stands twice/);
  expect(refusalOf("0,a,A,kg\n2,b,B,kg\n")).toMatch(/line 3: "2" is no index from 0 to 1/);
  expect(refusalOf("0,a,A,kg\n1,a,B,kg\n")).toMatch(/line 3: Id "a" stands in line 2 already/);
  expect(refusalOf("0,,A,kg\n")).toMatch(/line 2: The id is empty/);
});
