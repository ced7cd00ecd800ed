import type { Patience } from "@celadon/runtime";
import type { Lifecycle } from "./lifecycle.ts";

/** An engine in another process, for work that nobody may drop: while it is away, the work waits. */
export const patientLifecycle = (lifecycle: Lifecycle, { insist }: Patience): Lifecycle => ({
  calculate: (inventory) => insist(() => lifecycle.calculate(inventory)),
});
