import { type LcaRefusal, listed, refuseLca } from "./lca-refusal.ts";
import type { LinearSystem, Named } from "./linear-system.ts";

/**
 * Why a system whose products and processes are not as many has no answer: products that nothing makes, products that several
 * processes make, and processes that make nothing. An output is a positive entry of M.
 */
export function notSquare({ products, processes, M }: LinearSystem): LcaRefusal {
  const suppliers = new Int32Array(products.length);
  const outputs = new Int32Array(processes.length);
  for (let j = 0; j < processes.length; j++) {
    for (let k = M.starts[j] as number; k < (M.starts[j + 1] as number); k++) {
      if (!((M.values[k] as number) > 0)) continue;
      suppliers[M.rows[k] as number] = (suppliers[M.rows[k] as number] as number) + 1;
      outputs[j] = (outputs[j] as number) + 1;
    }
  }
  const idsWhere = (all: readonly Named[], isMeant: (i: number) => boolean): readonly string[] =>
    all.flatMap(({ id }, i) => (isMeant(i) ? [id] : []));
  const orphans = idsWhere(products, (i) => suppliers[i] === 0);
  const shared = idsWhere(products, (i) => (suppliers[i] as number) > 1);
  const idle = idsWhere(processes, (j) => outputs[j] === 0);
  const parts = [
    ...(orphans.length > 0 ? [`no process supplies ${listed(orphans)}: add one, or cut the product off`] : []),
    ...(shared.length > 0
      ? [`several processes supply ${listed(shared)}: say which one does, or mix them in a market`]
      : []),
    ...(idle.length > 0 ? [`${listed(idle)} make nothing: name their reference product`] : []),
  ];
  const why = parts.length > 0 ? ` ${parts.join("; ")}.` : "";
  return refuseLca(
    "not-square",
    `The system has ${products.length} products and ${processes.length} processes, and needs as many of one as of the other:${why}`,
    [...orphans, ...shared, ...idle],
  );
}
