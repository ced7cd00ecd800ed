import { Decimal } from "@celadon/quantity";
import { type Atom, isBiogenic } from "./atoms-of.ts";
import type { ExactColumn } from "./plant-matrix.ts";
import type { Block } from "./solve-adjoint.ts";

/** One way to add up pieces: the total, one gas, one scope, one stage, biogenic CO2. Each is a column of Q. */
interface View {
  readonly name: string;
  readonly has: (atom: Atom) => boolean;
}

/** The total first, then every gas, scope and stage that occurs, by name. */
export function viewsOf(atoms: readonly Atom[]): readonly View[] {
  const counted = atoms.filter((atom) => !isBiogenic(atom));
  const kinds = (kind: string, of: (atom: Atom) => string): readonly View[] =>
    [...new Set(counted.map(of))]
      .sort()
      .map((name) => ({ name: `${kind} ${name}`, has: (atom) => !isBiogenic(atom) && of(atom) === name }));
  return [
    { name: "total", has: (atom) => !isBiogenic(atom) },
    ...kinds("gas", ({ gas }) => gas),
    ...kinds("scope", ({ scope }) => scope),
    ...kinds("stage", ({ stage }) => stage),
    ...(counted.length < atoms.length ? [{ name: "biogenic CO2", has: isBiogenic }] : []),
  ];
}

/** Q: direct impact of each column over the period by view, q = share * sum of its process's pieces; rounded to doubles once. */
export function rightHandSides(matrix: readonly ExactColumn[], atoms: readonly Atom[], views: readonly View[]): Block {
  const values = new Float64Array(matrix.length * views.length);
  matrix.forEach(({ process, share }, i) => {
    const own = atoms.filter((atom) => atom.process === process);
    views.forEach(({ has }, view) => {
      const sum = own.filter(has).reduce((total, { period }) => total.plus(period), new Decimal(0));
      values[i * views.length + view] = share === undefined ? 0 : sum.times(share).toNumber();
    });
  });
  return { count: views.length, values };
}
