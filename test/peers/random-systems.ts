import type { LinearSystem } from "@celadon/inventory-to-footprint/systems";
import { numbersOf } from "./numbers-of.ts";
import { sparseOf } from "./sparse-of.ts";

/** Kinds of systems that solvers stumble over in different ways. */
export const kinds = [
  "without loops",
  "with loops",
  "fed more than it makes",
  "nearly singular",
  "badly scaled",
  "of credits and wastes",
  "of other references than 1",
  "off the diagonal",
] as const;
export type Kind = (typeof kinds)[number];

/** A system as rows of M, and as the library takes it. */
export interface RandomSystem {
  readonly kind: Kind;
  readonly rows: readonly (readonly number[])[];
  readonly system: LinearSystem;
}

const flowCount = 3;

/** One system of a kind by its seed: `most` processes at most, three flows, two methods. */
export function randomSystemOf(kind: Kind, seed: number, most: number): RandomSystem {
  const random = numbersOf(seed * 8 + kinds.indexOf(kind));
  const n = 3 + Math.floor(random() * (most - 2));
  const rows = turned(kind, madeRows(kind, n, random), random);
  const all = Array.from({ length: n }, (_, i) => i);
  const emitted = all.map(() =>
    [0, 1, 2].flatMap((flow): [number, number][] => (random() < 0.4 ? [] : [[flow, 10 * random()]])),
  );
  const named = (letter: string, count: number, unit: string) =>
    Array.from({ length: count }, (_, index) => ({ id: `${letter}${index}`, name: `${letter} ${index}`, unit, index }));
  const factors: [number, number][][] = [
    [[0, 1]],
    [
      [0, 28],
      [1, 0.5],
    ],
    [[1, 3]],
  ];
  return {
    kind,
    rows,
    system: {
      ...{ products: named("p", n, "kg"), processes: named("x", n, "") },
      ...{ flows: named("f", flowCount, "kg"), methods: named("m", 2, "kg CO2e") },
      M: sparseOf(
        n,
        all.map((j) =>
          all.flatMap((i): [number, number][] => {
            const value = rows[i]?.[j] as number;
            return value === 0 ? [] : [[i, value]];
          }),
        ),
      ),
      B: sparseOf(flowCount, emitted),
      C: sparseOf(2, factors),
    },
  };
}

/** What each process makes of its own product and takes of others: up to 0.8 of its output in worth, or 3 where it is overfed. */
function madeRows(kind: Kind, n: number, random: () => number): number[][] {
  const rows = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const set = (i: number, j: number, value: number): void => {
    (rows[i] as number[])[j] = value;
  };
  const worth = kind === "fed more than it makes" ? 3 : 0.8;
  const creditShare = kind === "of credits and wastes" ? 0.4 : 0.05;
  for (let j = 0; j < n; j++) {
    const own = kind === "of other references than 1" ? 10 ** (6 * random() - 3) : 1;
    set(j, j, own);
    const uses = 1 + Math.floor(random() * 4);
    for (let u = 0; u < uses; u++) {
      const i = kind === "without loops" ? j + 1 + Math.floor(random() * (n - j - 1)) : Math.floor(random() * n);
      if (i !== j && i < n) set(i, j, (-own * worth * random() * (random() < creditShare ? -1 : 1)) / uses);
    }
  }
  if (kind === "nearly singular") {
    set(0, 1, -1);
    set(1, 0, -(1 - 2 ** -(10 + Math.floor(random() * 16))));
  }
  return rows;
}

/** Units far apart, rows of wastes in their natural sign, rows that stand elsewhere than their process. */
function turned(kind: Kind, rows: number[][], random: () => number): number[][] {
  const power = (): number => 10 ** Math.round(18 * random() - 9);
  switch (kind) {
    case "badly scaled": {
      const columns = rows.map(power);
      return rows.map((row) => {
        const own = power();
        return row.map((value, j) => value * own * (columns[j] as number));
      });
    }
    case "of credits and wastes":
      return rows.map((row) => (random() < 0.5 ? row.map((value) => (value === 0 ? 0 : -value)) : row));
    case "off the diagonal":
      return rows
        .map((row) => ({ row, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ row }) => row);
    default:
      return rows;
  }
}
