import fc from "fast-check";
import { expect, test } from "vitest";
import { compressed } from "../linear/compressed.ts";
import type { LinearSystem, Named, Sparse } from "../linear/linear-system.ts";
import { toldSystem } from "../linear/told-system.ts";
import { readSystem } from "./read-system.ts";
import { writtenSystem } from "./written-system.ts";

const anyText = fc.string({ unit: fc.constantFrom("a", "é", "碳", ",", '"', "\n", " ", "=", "/") });
const anyView = fc.option(
  anyText.filter((text) => text !== "" && text === text.trim()),
  { nil: undefined },
);
const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });

/** A list sorted by id, its indices in any order. */
const anyList = (size: number, isProcesses: boolean): fc.Arbitrary<readonly Named[]> =>
  fc
    .record({
      ids: fc.uniqueArray(
        anyText.filter((id) => id !== ""),
        { minLength: size, maxLength: size },
      ),
      order: fc.shuffledSubarray(
        Array.from({ length: size }, (_, i) => i),
        { minLength: size },
      ),
      texts: fc.array(fc.tuple(anyText, anyText, anyView, anyView, fc.option(fc.integer({ min: 1, max: 9 }))), {
        minLength: size,
        maxLength: size,
      }),
    })
    .map(({ ids, order, texts }) =>
      ids.toSorted().map((id, i) => {
        const [name, unit, stage, location, leftOut] = texts[i] as (typeof texts)[number];
        return {
          ...{ id, name, unit, index: order[i] as number },
          ...(isProcesses && stage !== undefined ? { stage } : {}),
          ...(location !== undefined ? { location } : {}),
          ...(isProcesses && leftOut !== null ? { leftOut } : {}),
        };
      }),
    );
const anyMatrix = (rowCount: number, columnCount: number): fc.Arbitrary<Sparse> =>
  rowCount === 0 || columnCount === 0
    ? fc.constant(
        compressed({
          rowCount,
          columnCount,
          rows: new Int32Array(),
          columns: new Int32Array(),
          values: new Float64Array(),
        }),
      )
    : fc
        .uniqueArray(fc.tuple(fc.nat(rowCount - 1), fc.nat(columnCount - 1), anyDouble), {
          selector: ([i, j]) => `${i},${j}`,
          maxLength: 12,
        })
        .map((all) =>
          compressed({
            ...{ rowCount, columnCount },
            rows: Int32Array.from(all, ([i]) => i),
            columns: Int32Array.from(all, ([, j]) => j),
            values: Float64Array.from(all, ([, , value]) => value),
          }),
        );
const size = fc.nat(4);
const anySystem: fc.Arbitrary<LinearSystem> = fc.tuple(size, size, size, size).chain(([p, q, f, m]) =>
  fc.record({
    products: anyList(p, false),
    processes: anyList(q, true),
    flows: anyList(f, false),
    methods: anyList(m, false),
    M: anyMatrix(p, q),
    B: anyMatrix(f, q),
    C: anyMatrix(m, f),
  }),
);

test("what is written reads back as it was, to the last bit of every number", () => {
  fc.assert(
    fc.property(anySystem, (system) => {
      const files = writtenSystem(system);
      const read = readSystem((file) => {
        const text = files.get(file);
        return text === undefined ? undefined : [text];
      });
      expect(read).toEqual({ kind: "accept", value: system });
    }),
  );
});

test("a folder by hand", () => {
  const system = toldSystem({
    processes: {
      mill: { products: { paper: 2, pulp: -0.1 }, flows: { co2: 1e21 } },
      digester: { products: { pulp: 1 } },
    },
  });
  const files = writtenSystem({
    ...system,
    processes: system.processes.map((one, i) => ({ ...one, scope: `${i + 1}`, ...(i === 0 ? { leftOut: 3 } : {}) })),
  });
  expect(Object.fromEntries(files)).toMatchObject({
    "A.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 2\n2 1 -0.1\n2 2 1\n",
    "B.mtx": "%%MatrixMarket matrix coordinate real general\n1 2 1\n1 1 1e+21\n",
    "processes.csv": "index,id,name,unit,scope,left_out\n0,mill,mill,,1,3\n1,digester,digester,,2,0\n",
  });
});

test("a number that no file can state is no system", () => {
  const system = toldSystem({ processes: { mill: { products: { paper: Number.NaN } } } });
  expect(() => writtenSystem(system)).toThrow("holds NaN");
});
