import fc from "fast-check";
import { expect, test } from "vitest";
import { type ModbusPoint, placesOf, type RegisterType } from "./modbus-point.ts";
import { halvesOf, planReads, type ReadRequest } from "./plan-reads.ts";
import { pointInTest } from "./point-in-test.ts";

const point = fc
  .record({
    unitId: fc.integer({ min: 1, max: 2 }),
    functionCode: fc.constantFrom<(1 | 2 | 3 | 4)[]>(1, 2, 3, 4),
    address: fc.oneof(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 0, max: 65_532 }),
    ),
    type: fc.constantFrom<RegisterType[]>("int16", "uint32", "float32", "uint64", "float64"),
  })
  .map((said) => pointInTest(said.functionCode <= 2 ? { ...said, type: "bit" } : said));
const limits = fc.record({
  registersMax: fc.integer({ min: 4, max: 125 }),
  gapMax: fc.integer({ min: 0, max: 124 }),
});

const isWholeIn = ({ points, unitId, functionCode, address, count }: ReadRequest): boolean =>
  points.every(
    (one) =>
      one.unitId === unitId &&
      one.functionCode === functionCode &&
      one.address >= address &&
      one.address + placesOf[one.type] <= address + count,
  );

test("a plan covers each point exactly once, all its words in one request, and no request is over the limit", () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 60 }), limits, (points, { registersMax, gapMax }) => {
      const plan = planReads(points, { registersMax, gapMax });
      const covered = plan.flatMap((request) => request.points);
      expect(covered).toHaveLength(points.length);
      expect(new Set<ModbusPoint>(covered)).toEqual(new Set(points));
      expect(plan.every(isWholeIn)).toBe(true);
      expect(plan.every(({ functionCode, count }) => count <= (functionCode <= 2 ? 2_000 : registersMax))).toBe(true);
    }),
  );
});

test("the halves of a request have each of its points once, and end in points alone", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), limits, (points, given) => {
      const alone = (request: ReadRequest): readonly ReadRequest[] => {
        const halves = halvesOf(request);
        if (halves === undefined) return [request];
        expect(halves.every(isWholeIn)).toBe(true);
        expect(halves.every(({ count }) => count <= request.count)).toBe(true);
        return halves.flatMap(alone);
      };
      const ends = planReads(points, given).flatMap(alone);
      expect(ends.map((request) => request.points.length)).toEqual(points.map(() => 1));
      expect(new Set(ends.flatMap((request) => request.points))).toEqual(new Set(points));
    }),
  );
});

test("a gap of so many places is read for nothing, one more is not; who lies within another ends no request", () => {
  const at = (address: number, type: RegisterType): ModbusPoint => pointInTest({ address, type });
  const plan = (...points: readonly ModbusPoint[]) =>
    planReads(points, { registersMax: 125, gapMax: 8 }).map(({ address, count }) => [address, count]);
  expect(plan(at(0, "uint32"), at(10, "uint32"))).toEqual([[0, 12]]);
  expect(plan(at(0, "uint32"), at(11, "uint32"))).toEqual([
    [0, 2],
    [11, 2],
  ]);
  expect(plan(at(0, "uint64"), at(1, "uint16"))).toEqual([[0, 4]]);
});

test("neighbours and those behind a small gap are one request, units and functions each their own", () => {
  const at = (address: number, said: Partial<ModbusPoint> = {}): ModbusPoint =>
    pointInTest({ address, type: "uint32", ...said });
  const plan = planReads([at(40), at(0), at(2), at(12), at(0, { unitId: 2 }), at(0, { functionCode: 4 })], {
    registersMax: 125,
    gapMax: 8,
  });
  expect(plan.map(({ unitId, functionCode, address, count }) => [unitId, functionCode, address, count])).toEqual([
    [1, 3, 0, 14],
    [1, 3, 40, 2],
    [1, 4, 0, 2],
    [2, 3, 0, 2],
  ]);
});
