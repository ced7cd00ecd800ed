import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Exchange, type ProcessSystem, systemOf } from "./process-system.ts";
import { sparseAdjoint } from "./sparse-adjoint.ts";
import { transposed } from "./transposed.ts";

/** A system from the rows of M; product i is named "p<i>", its maker "m<i>", two digits, so that the order stays. */
const systemFrom = (matrix: readonly (readonly number[])[]): ProcessSystem => {
  const makers = matrix.map((_, i) => ({ product: name(i), process: `m${digits(i)}` }));
  const exchanges = matrix.flatMap((row, i) =>
    row.flatMap((amount, j) => (amount === 0 ? [] : [{ column: name(j), row: name(i), amount }])),
  );
  return systemOf(makers, exchanges);
};
const digits = (i: number): string => String(i).padStart(5, "0");
const name = (i: number): string => `p${digits(i)}`;

const one = (values: readonly number[]) => ({ count: 1, values: Float64Array.from(values) });

const solved = (system: ProcessSystem, q: readonly number[]) => {
  const answer = sparseAdjoint(system, one(q));
  if (answer.kind !== "accept") throw new Error(answer.evidence);
  return answer.value;
};

describe("systems a person can check", () => {
  test("a reference output is not assumed to be 1: 5 kg with 2 kg CO2 are 0.4 per kg", () => {
    expect([...solved(systemFrom([[5]]), [2]).values]).toEqual([0.4]);
  });

  test("own use stays in: gross output 1, own use 0.03, emission 0.5 give 0.5155", () => {
    const makers = [{ product: "power", process: "turbine" }];
    const exchanges = [1, -0.03].map((amount) => ({ column: "power", row: "power", amount }));
    expect(solved(systemOf(makers, exchanges), [0.5]).values[0]).toBeCloseTo(0.515463917525773, 15);
  });

  test("a zero on the diagonal is no error: M = [[0, 1], [1, -0.5]] and f = (1, 0) give s = (0.5, 1)", () => {
    const system = systemFrom([
      [0, 1],
      [1, -0.5],
    ]);
    expect([...solved(transposed(system), [1, 0]).values]).toEqual([0.5, 1]);
    expect([...solved(system, [1, 0]).values]).toEqual([0.5, 1]);
  });

  test("waste handed on, avoided product and avoided treatment come out by hand", () => {
    const handsOnWaste = [
      [1, 0],
      [-0.25, 1],
    ];
    expect([...solved(systemFrom(handsOnWaste), [0, 0.8]).values]).toEqual([0.2, 0.8]);
    const avoids = [
      [1, 0],
      [0.3, 1],
    ];
    expect(solved(systemFrom(avoids), [2, 1.5]).values[0]).toBeCloseTo(1.55, 15);
    expect([...solved(transposed(systemFrom(avoids)), [1, 0]).values]).toEqual([1, -0.3]);
  });

  test("an input of -x, an output of +x and an avoided product of x are one entry, and opposite ones net to exactly zero", () => {
    const makers = [
      { product: "a", process: "A" },
      { product: "b", process: "B" },
    ];
    const own: readonly Exchange[] = [
      { column: "a", row: "a", amount: 1 },
      { column: "b", row: "b", amount: 1 },
    ];
    const input = systemOf(makers, [...own, { column: "a", row: "b", amount: -(-0.1) }]);
    const output = systemOf(makers, [...own, { column: "a", row: "b", amount: 0.1 }]);
    expect(input.values).toEqual(output.values);
    const both = [0.1, -0.1].map((amount) => ({ column: "a", row: "b", amount }));
    expect([...systemOf(makers, [...own, ...both]).values]).toEqual([1, 0, 1]);
  });

  test("a product needed at 1e-12 with an intervention of 1e12 contributes fully", () => {
    const matrix = [
      [1, 0],
      [-1e-12, 1],
    ];
    expect(solved(systemFrom(matrix), [0, 1e12]).values[0]).toBe(1);
  });
});

describe("what has no answer is refused by name", () => {
  test("two processes that need each other 1 : 1 are named, and no large number comes out", () => {
    const answer = sparseAdjoint(
      systemFrom([
        [1, -1],
        [-1, 1],
      ]),
      one([1, 1]),
    );
    expect(answer).toEqual({
      kind: "reject",
      reason: "singular-system",
      ids: ["m00000", "m00001"],
      evidence:
        'Processes "m00000" and "m00001" only feed each other: what they make of "p00000" and "p00001" is used up inside the loop, so no amount of it can supply anything outside. Check the amounts they make and use of each other; something has to leave the loop.',
    });
  });

  // By hand, back = 1 - d: y0 = 1 + (1 - d)(1 + y0) + 1, so that y0 = 3 / d - 1.
  test("nearly 1 : 1 is refused too, because the bound would be above 1e-6; a tenth of a per mille less is solved", () => {
    const loop = (back: number) =>
      systemFrom([
        [1, -1, 0],
        [-back, 1, 0],
        [-1, 0, 1],
      ]);
    const refused = sparseAdjoint(loop(1 - 1e-12), one([1, 1, 1]));
    expect(refused).toMatchObject({ reason: "singular-system", ids: ["m00000", "m00001"] });
    expect(solved(loop(1 - 1e-4), [1, 1, 1]).values[0]).toBeCloseTo(29_999, 6);
  });

  test("a chain of 15,000 is solved, and a loop of as many", () => {
    const n = 15_000;
    const makers = Array.from({ length: n }, (_, i) => ({ product: name(i), process: name(i) }));
    const chain = makers.flatMap(({ product }, i) => [
      { column: product, row: product, amount: 1 },
      ...(i === 0 ? [] : [{ column: product, row: name(i - 1), amount: -1 }]),
    ]);
    const q = new Array<number>(n).fill(1);
    expect(solved(systemOf(makers, chain), q).values[n - 1]).toBe(n);
    const cycle = [...chain, { column: name(0), row: name(n - 1), amount: -0.5 }];
    // y0 = 1 + 0.5 y14999 and y14999 = y0 + 14,999.
    expect(solved(systemOf(makers, cycle), q).values[0]).toBeCloseTo(15_001, 6);
  });
});

/** The systems of the comparison below; both languages round each entry to the same double. */
const comparison = (divisor: number): { matrix: number[][]; q: number[] } => {
  const n = 60;
  const entry = (i: number, j: number) => {
    if (i === j) return 1 + (i % 7);
    return (7 * i + 3 * j) % 5 === 0 ? -((31 * i + 17 * j) % 97) / divisor : 0;
  };
  const all = Array.from({ length: n }, (_, i) => i);
  return { matrix: all.map((i) => all.map((j) => entry(i, j))), q: all.map((i) => ((13 * i) % 29) / 8) };
};

describe("against Python", () => {
  // The matrices above in Python 3: exact values by Gauss elimination over fractions.Fraction of the doubles, printed with
  // repr(float(...)); scipy 1.17.1 (lu_factor(M.T), lu_solve) differs from them by at most 4.3e-16 and 6.1e-15, relative.
  const cases = [
    { divisor: 640, y: { 0: 0.8116514274058949, 1: 1.1638310147320647, 7: 1.42620437091959, 59: 0.5291524276398961 } },
    // Jacobi's iteration diverges here (radius 1.59), so that only a factorisation finds it.
    {
      divisor: 128,
      y: { 0: -4.227509359764526, 1: -1.3249450491990145, 7: -4.0577469555482635, 59: -0.8933030673962858 },
    },
  ];

  test.each(cases)("60 processes, entries over $divisor: every digit", ({ divisor, y }) => {
    const { matrix, q } = comparison(divisor);
    const solution = solved(systemFrom(matrix), q);
    expect(solution.errorBound).toBeLessThan(1e-12);
    for (const [i, exact] of Object.entries(y)) {
      expect(Math.abs((solution.values[Number(i)] as number) / exact - 1)).toBeLessThan(4e-16);
    }
  });
});

/** Loops of all kinds without credits: every process uses less than it makes, worth up to 0.9 of its output. */
const productive = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc.record({
    shares: fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }), {
      minLength: n,
      maxLength: n,
    }),
    outputs: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: n, maxLength: n }),
    q: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: n, maxLength: n }),
  }),
);
const matrixOf = ({ shares, outputs }: { shares: number[][]; outputs: number[] }): number[][] =>
  shares.map((row, i) =>
    row.map((share, j) =>
      i === j ? (outputs[j] as number) : (-share * (outputs[j] as number)) / (10 * shares.length),
    ),
  );

describe("laws", () => {
  test("forward and adjoint give the same impact within their bounds", () => {
    fc.assert(
      fc.property(productive, (plant) => {
        const system = systemFrom(matrixOf(plant));
        const adjoint = solved(system, plant.q);
        const demand = plant.q.map((_, i) => (i === 0 ? 1 : 0));
        const supply = solved(transposed(system), demand);
        const impact = plant.q.reduce((sum, q, i) => sum + q * (supply.values[i] as number), 0);
        const tolerance = 2 * (adjoint.errorBound + supply.errorBound) * impact;
        expect(Math.abs(impact - (adjoint.values[0] as number))).toBeLessThanOrEqual(tolerance);
        expect(adjoint.boundKind).toBe("verified");
      }),
    );
  });

  test("views solved together have the bits of views solved alone, and the same call the same bits", () => {
    fc.assert(
      fc.property(productive, (plant) => {
        const system = systemFrom(matrixOf(plant));
        const alone = solved(system, plant.q);
        const values = Float64Array.from(plant.q.flatMap((q, i) => [i, q, 1]));
        const together = sparseAdjoint(system, { count: 3, values });
        if (together.kind !== "accept") throw new Error(together.evidence);
        expect(plant.q.map((_, i) => together.value.values[i * 3 + 1])).toEqual([...alone.values]);
        expect(solved(system, plant.q)).toEqual(alone);
      }),
    );
  });

  test("any order of makers and exchanges gives identical bits", () => {
    fc.assert(
      fc.property(productive, fc.infiniteStream(fc.nat()), (plant, keys) => {
        const system = systemFrom(matrixOf(plant));
        const entries = [...system.products.keys()].flatMap((j) =>
          Array.from(system.rows.subarray(system.starts[j], system.starts[j + 1]), (row, k) => ({
            column: system.products[j] as string,
            row: system.products[row] as string,
            amount: system.values[(system.starts[j] as number) + k] as number,
          })),
        );
        const makers = system.products.map((product, i) => ({ product, process: system.processes[i] as string }));
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        expect(systemOf(shuffle(makers), shuffle(entries))).toEqual(system);
      }),
    );
  });

  test("a unit change of 1e9 in a row and a column changes results by that factor only", () => {
    fc.assert(
      fc.property(productive, (plant) => {
        const matrix = matrixOf(plant);
        const base = solved(systemFrom(matrix), plant.q).values;
        const scaled = matrix.map((row, i) => row.map((x, j) => x * (i === 0 ? 1e9 : 1) * (j === 0 ? 1e9 : 1)));
        const q = plant.q.map((value, j) => value * (j === 0 ? 1e9 : 1));
        const after = solved(systemFrom(scaled), q).values;
        base.forEach((value, i) => {
          const expected = i === 0 ? value / 1e9 : value;
          expect(Math.abs((after[i] as number) - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
        });
      }),
    );
  });

  test("the bound holds: no value of a system with known answer is further off than it says", () => {
    fc.assert(
      fc.property(productive, (plant) => {
        const matrix = matrixOf(plant);
        // q is made from y = 1, 2, 3, ... in integers of a tenth, so that the exact answer is known.
        const n = matrix.length;
        const scaled = matrix.map((row) => row.map((x) => Math.round(x * 10 * n)));
        const y = scaled.map((_, i) => i + 1);
        const q = y.map((_, j) => scaled.reduce((sum, row, i) => sum + (row[j] as number) * (y[i] as number), 0));
        const answer = sparseAdjoint(systemFrom(scaled), one(q));
        fc.pre(answer.kind === "accept");
        if (answer.kind !== "accept") return;
        // Without credits M^-1 has no negative entry, so the gross values belong to |q|.
        const gross = solved(systemFrom(scaled), q.map(Math.abs)).values;
        answer.value.values.forEach((value, i) => {
          const bound = answer.value.errorBound * (gross[i] as number);
          expect(Math.abs(value - (y[i] as number))).toBeLessThanOrEqual(bound * (1 + 1e-9));
        });
      }),
    );
  });
});
