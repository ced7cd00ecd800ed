import { directImpacts, productContributions } from "@celadon/inventory-to-footprint/systems";
import { atMost, type Figure } from "../figure.ts";
import { e1 } from "./background-system.ts";
import { accepted, bestMs, solverOn, systemOf } from "./measured.ts";

/** Where one product's impact comes from, cut off at 0.1 %, its forward solve included, beside one adjoint solve. */
export async function lcaContributions(scale: number): Promise<Figure> {
  const system = systemOf(e1, scale);
  const solver = solverOn(system);
  const q = directImpacts(system, [0]);
  const intensity = accepted(solver.adjoint(q));
  const product = `p${system.products.length >> 1}`;
  const asked = { product, method: "m0", cutoff: 0.001, known: { q: q.values, intensity: intensity.values } };
  const reference = bestMs(11, () => accepted(solver.adjoint(q)));
  const ours = bestMs(11, () => accepted(productContributions(solver, asked)));
  const { nodes, edges } = accepted(productContributions(solver, asked));
  const details = { nodes: nodes.length, edges: edges.length };
  return atMost(2, { name: "lca-contributions", ours, reference, unit: "ms", details });
}
