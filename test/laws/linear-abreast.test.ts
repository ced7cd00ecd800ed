import { linearSolver, type Solved, sparseLu } from "@celadon/inventory-to-footprint/systems";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "./runs.ts";
import { type Small, small, systemOf } from "./small-systems.ts";

const own = fc.oneof(fc.constant(0), fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(1e-200, 1e150));
const five = { minLength: 5, maxLength: 5 };
/** A system and five demands on it, of which the first four are worked on abreast and the fifth by itself. */
const asked = small.chain((one) => {
  const n = one.q.length;
  return fc.record({ one: fc.constant(one), demands: fc.array(fc.array(own, { minLength: n, maxLength: n }), five) });
});
/** What is found for demands side by side; undefined where they are refused. */
function found(one: Small, demands: readonly (readonly number[])[]): Solved | undefined {
  const solver = linearSolver(systemOf(one), sparseLu);
  if (solver.kind !== "accept") return undefined;
  const values = Float64Array.from(one.q.flatMap((_, i) => demands.map((demand) => demand[i] as number)));
  const answer = solver.value.adjoint({ count: demands.length, values });
  return answer.kind === "accept" ? answer.value : undefined;
}

test("demands abreast have the bits, and together the worst bounds, that each has alone; one that is refused refuses all", () => {
  fc.assert(
    fc.property(asked, ({ one, demands }) => {
      const alone = demands.map((demand) => found(one, [demand]));
      const together = found(one, demands);
      if (together === undefined || alone.includes(undefined)) {
        expect(alone.includes(undefined)).toBe(together === undefined);
        return;
      }
      const each = alone as readonly Solved[];
      const worst = (bound: "backwardError" | "errorBound" | "grossBound" | "sweeps"): number =>
        Math.max(...each.map((solved) => solved[bound]));
      expect(together).toMatchObject({
        values: Float64Array.from(one.q.flatMap((_, i) => each.map(({ values }) => values[i] as number))),
        ...{ backwardError: worst("backwardError"), errorBound: worst("errorBound"), grossBound: worst("grossBound") },
        sweeps: worst("sweeps"),
        boundKind: each.some(({ boundKind }) => boundKind === "estimated") ? "estimated" : "verified",
      });
    }),
    { numRuns: runs(300) },
  );
});
