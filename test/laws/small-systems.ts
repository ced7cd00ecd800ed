import type { LinearSystem, Named, Sparse } from "@celadon/inventory-to-footprint/systems";
import fc from "fast-check";

/** A small system as rows of M, and the direct impact of each process. */
export interface Small {
  readonly rows: readonly (readonly number[])[];
  readonly q: readonly number[];
}

const sizes = fc.integer({ min: 1, max: 7 });
const size = fc.double({ min: 1e-3, max: 1, noNaN: true });

/**
 * Systems of every kind: singular and nearly so, without loops, with, with credits, with inputs worth more than the output, with units far apart, with rows
 * that stand elsewhere than their process.
 */
const smallWith = (powers: number): fc.Arbitrary<Small> =>
  sizes.chain((n) => {
    const power = fc.integer({ min: -powers, max: powers });
    const entry = fc.tuple(size, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
    return fc
      .record({
        entries: fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
        q: fc.array(fc.oneof(fc.constant(0), size), { minLength: n, maxLength: n }),
        isLoopFree: fc.boolean(),
        strength: fc.constantFrom(0.2, 1, 4),
        twin: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 1 + 2 ** -44),
        rowPowers: fc.array(power, { minLength: n, maxLength: n }),
        columnPowers: fc.array(power, { minLength: n, maxLength: n }),
        order: fc.shuffledSubarray(
          Array.from({ length: n }, (_, i) => i),
          { minLength: n },
        ),
      })
      .map(({ entries, q, isLoopFree, strength, twin, rowPowers, columnPowers, order }) => {
        const rows = entries.map((row, i) =>
          row.map(([value, isThere, isCredit], j) => {
            const scale = 2 ** ((rowPowers[i] as number) + (columnPowers[j] as number));
            if (i === j) return (0.5 + value) * scale;
            if (isThere < 5 || (isLoopFree && i < j)) return 0;
            return ((isCredit === 0 ? 1 : -1) * value * strength * scale) / n;
          }),
        );
        // A row that is another one, but for the last digits of one entry: nobody can tell the two products apart.
        if (twin > 0 && n > 1) rows[n - 1] = (rows[0] as number[]).map((value, j) => (j === 0 ? value * twin : value));
        return { rows: order.map((i) => rows[i] as readonly number[]), q };
      });
  });

/** Units up to 2^80 apart. */
export const small = smallWith(60);

const idsOf = (count: number, letter: string): readonly Named[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${letter}${index}`, name: "", unit: "kg", index }));

function sparse(rows: readonly (readonly number[])[], columnCount: number): Sparse {
  const columns = Array.from({ length: columnCount }, (_, j) =>
    rows.flatMap((row, i) => (row[j] === 0 ? [] : [[i, row[j] as number] as const])),
  );
  return {
    rowCount: rows.length,
    columnCount,
    starts: Int32Array.from([0, ...columns.map((_, j) => columns.slice(0, j + 1).flat().length)]),
    rows: Int32Array.from(columns.flat(), ([i]) => i),
    values: Float64Array.from(columns.flat(), ([, value]) => value),
  };
}

export const systemOf = ({ rows, q }: Small): LinearSystem => ({
  products: idsOf(rows.length, "p"),
  processes: idsOf(rows.length, "x"),
  flows: idsOf(1, "f"),
  methods: idsOf(1, "m"),
  M: sparse(rows, rows.length),
  B: sparse([q], rows.length),
  C: sparse([[1]], 1),
});
