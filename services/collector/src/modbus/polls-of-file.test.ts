import { expect, test } from "vitest";
import { checkMetersFile } from "../meters/meters-file.ts";
import { pollsOfSource } from "./polls-of-file.ts";

const pollsOf = (lines: string) => {
  const { meters, faults } = checkMetersFile(`modbus:\n  press:\n    factory: mill\n    host: 10.20.0.31\n${lines}`);
  const entry = meters?.modbus?.[0]?.value;
  if (entry === undefined) throw new Error(JSON.stringify(faults));
  return pollsOfSource("press", entry).map(({ everyMs, timeoutMs, requests }) => ({
    ...{ everyMs, timeoutMs },
    asked: requests.map(({ unitId, functionCode, address, count }) => [unitId, functionCode, address, count].join()),
  }));
};

test("what a source says holds for points that say nothing, and each unit and pace is asked for itself", () => {
  expect(
    pollsOf(`    unitId: 9
    everySeconds: 30
    timeoutSeconds: 2
    registersPerRequest: 4
    largestGap: 0
    points:
      a: { function: 3, address: 0, type: uint32 }
      b: { function: 3, address: 2, type: uint64 }
      c: { function: 3, address: 7, type: uint16 }
      d: { function: 3, address: 0, type: uint16, unitId: 2 }
      e: { function: 4, address: 5, type: uint16, everySeconds: 10 }
`),
  ).toEqual([
    { everyMs: 30_000, timeoutMs: 2_000, asked: ["9,3,0,2", "9,3,2,4", "9,3,7,1"] },
    { everyMs: 30_000, timeoutMs: 2_000, asked: ["2,3,0,1"] },
    { everyMs: 10_000, timeoutMs: 2_000, asked: ["9,4,5,1"] },
  ]);
});

test("where nothing is said a unit is 1, asked each minute, for 125 registers at most and over gaps of 16", () => {
  const lines =
    "    points: { a: { function: 3, address: 0, type: uint16 }, b: { function: 3, address: 17, type: uint16 } }\n";
  expect(pollsOf(lines)).toEqual([{ everyMs: 60_000, timeoutMs: 3_000, asked: ["1,3,0,18"] }]);
});
