import { type AllFootprints, allFootprints } from "./all-footprints.ts";
import { csvCell } from "./csv-cell.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { byIndex, type Named } from "./linear-system.ts";
import { unitPer } from "./methods-asked.ts";

/**
 * Every product by each method, per unit of product, as lines of a CSV: products in index order, then methods. A method without a factor
 * for any flow has empty values with status `empty-method`; what rests on a process whose own impact by the method is not known is `unknown`,
 * and empty too; what rests on a process of which exchanges were left out is a `lower-bound`, or
 * `bound-unknown` where a credit was among these.
 */
export function footprintTable(
  solver: LinearSolver,
  methods: readonly number[],
): LcaAnswer<Pick<AllFootprints, "solved" | "overdrawn"> & { readonly lines: Iterable<string> }> {
  const { system } = solver;
  const answer = allFootprints(solver, methods);
  if (answer.kind !== "accept") return answer;
  const { solved, overdrawn, isKnown, boundOf, isUnknown: unknown } = answer.value;
  function* lines(): Generator<string> {
    yield "product_id,method_id,value,unit,status\n";
    const heads = methods.map((m) => ({
      ...{ method: system.methods[m] as Named, hasFactor: isKnown(m), isUnknown: unknown(m) },
    }));
    for (const i of byIndex(system.products)) {
      const product = system.products[i] as Named;
      for (const [m, { method, hasFactor, isUnknown }] of heads.entries()) {
        const isEmpty = !hasFactor || isUnknown(i);
        const value = isEmpty ? "" : `${solved.values[i * methods.length + m]}`;
        const status = !hasFactor ? "empty-method" : isEmpty ? "unknown" : boundOf(i);
        const cells = [product.id, method.id, value, unitPer(method, product), status];
        yield `${cells.map(csvCell).join(",")}\n`;
      }
    }
  }
  return { kind: "accept", value: { solved, overdrawn, lines: { [Symbol.iterator]: lines } } };
}
