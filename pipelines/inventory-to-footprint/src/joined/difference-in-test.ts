import type { Footprint } from "@celadon/proto";
import { convert, Decimal, unitOf } from "@celadon/quantity";
import { directImpacts } from "../linear/direct-impacts.ts";
import type { LcaAnswer } from "../linear/lca-refusal.ts";
import { linearSolver, sparseLu } from "../linear/linear-solver.ts";
import type { Named, Sparse } from "../linear/linear-system.ts";
import type { PlantSystem } from "./plant-system.ts";

/** For tests: the value of an answer, or its sentence thrown. */
export const acceptedInTest = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};

/** How far a system is from a plant's own footprint, as a share of the gross figure. */
interface Difference {
  /** Of the total and of biogenic CO2, beyond the half of a last digit that the footprint rounds away. */
  readonly total: number;
  /** Of any stage, scope or gas. There each piece is rounded, so that all add up. */
  readonly parts: number;
}

/** For tests: the footprint of one product by M^T y = (C B)^T, and its parts by M s = f, against the plant's own. */
export function differenceInTest(
  { system, parts }: Pick<PlantSystem, "system" | "parts">,
  footprint: Footprint,
): Difference {
  const solver = acceptedInTest(linearSolver(system, sparseLu));
  const product = system.products.findIndex(({ id }) => id === `${footprint.factory}/${footprint.product}`);
  const made = convert(
    new Decimal(footprint.declaredAmount),
    unitInTest(footprint.declaredUnit),
    unitInTest((system.products[product] as Named).unit),
  );
  if (made.kind !== "accept") throw new Error(made.evidence);
  const demand = made.value.toNumber();
  const set = parts.inventory.gwpSet;
  const methods = [`GWP100-${set}`, `GWP100-${set}-biogenic-CO2`].map((id) =>
    system.methods.findIndex((method) => method.id === id),
  );
  const q = directImpacts(system, methods);
  const y = acceptedInTest(solver.adjoint(q)).values;
  const f = new Float64Array(system.products.length);
  f[product] = demand;
  const s = acceptedInTest(solver.forward({ count: 1, values: f })).values;
  const direct = system.processes.map((_, j) => (q.values[j * 2] as number) * (s[j] as number));
  const gross = footprint.contributions.reduce((sum, part) => sum + Math.abs(Number(part.amount)), 0);
  const byFlow = system.flows.map(({ id }, flow) => {
    const weight = id === "CO2-biogenic" ? undefined : parts.weightOf(id);
    const mass = system.processes.reduce((sum, _, j) => sum + entryOf(system.B, flow, j) * (s[j] as number), 0);
    return { name: id.startsWith("CO2e:") ? "CO2e" : id, amount: weight === undefined ? 0 : weight * mass };
  });
  const byColumn = (of: (process: Named) => string | undefined) =>
    system.processes.map((process, j) => ({ name: `${of(process)}`, amount: direct[j] as number }));
  return {
    total: Math.max(
      beyondRounding((y[product * 2] as number) * demand, footprint.total, gross),
      beyondRounding((y[product * 2 + 1] as number) * demand, footprint.biogenic, undefined),
    ),
    parts: Math.max(
      worstOf(
        byColumn(({ stage }) => stage),
        footprint.byStage,
        gross,
      ),
      worstOf(
        byColumn(({ scope }) => scope),
        footprint.byScope,
        gross,
      ),
      worstOf(byFlow, footprint.byGas, gross),
    ),
  };
}

function unitInTest(symbol: string) {
  const known = unitOf(symbol);
  if (known.kind !== "accept") throw new Error(known.evidence);
  return known.value;
}

function entryOf({ starts, rows, values }: Sparse, row: number, column: number): number {
  const from = starts[column] as number;
  const at = rows.subarray(from, starts[column + 1]).indexOf(row);
  return at === -1 ? 0 : (values[from + at] as number);
}

/** A figure has 12 digits of its gross size (its own, where nothing else is said); an absent one is a total of nothing. */
function beyondRounding(ours: number, theirs: string | undefined, gross: number | undefined): number {
  const size = gross === undefined ? Math.abs(ours) : gross;
  if (theirs === undefined || size === 0) return Math.abs(ours);
  const half = 10 ** (Math.floor(Math.log10(size)) - 11) / 2;
  return Math.max(0, Math.abs(ours - Number(theirs)) - half) / size;
}

interface Slice {
  readonly name: string;
  readonly amount: number;
}

function worstOf(pieces: readonly Slice[], theirs: Footprint["byStage"], gross: number): number {
  const names = new Set([...pieces, ...theirs].map(({ name }) => name));
  const off = [...names].map((name) => {
    const ours = pieces.filter((piece) => piece.name === name).reduce((sum, { amount }) => sum + amount, 0);
    const their = theirs.filter((part) => part.name === name).reduce((sum, { amount }) => sum + Number(amount), 0);
    return Math.abs(ours - their);
  });
  const worst = Math.max(0, ...off);
  return gross === 0 ? worst : worst / gross;
}
