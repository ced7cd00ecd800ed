import { type LcaRefusal, listed, refuseLca } from "./lca-refusal.ts";
import type { LinearSystem, Named } from "./linear-system.ts";

/**
 * Why a system whose products and processes are not as many has no answer: products that nothing makes, products that several
 * processes make (with those), and processes that make nothing. An output is a positive entry of M.
 */
export function notSquare({ products, processes, M }: LinearSystem): LcaRefusal {
  const suppliers: string[][] = products.map(() => []);
  const idle: string[] = [];
  for (const [j, { id }] of processes.entries()) {
    let outputs = 0;
    for (let k = M.starts[j] as number; k < (M.starts[j + 1] as number); k++) {
      if (!((M.values[k] as number) > 0)) continue;
      suppliers[M.rows[k] as number]?.push(id);
      outputs += 1;
    }
    if (outputs === 0) idle.push(id);
  }
  const idOf = (i: number): string => (products[i] as Named).id;
  const orphans = suppliers.flatMap((all, i) => (all.length === 0 ? [idOf(i)] : []));
  const shared = suppliers.flatMap((all, i) => (all.length > 1 ? [{ id: idOf(i), makers: all }] : []));
  const parts = [
    ...(orphans.length > 0 ? [`no process supplies ${listed(orphans)}: add one, or cut the product off`] : []),
    ...(shared.length > 0
      ? [
          `several processes supply ${listed(shared.map(({ id, makers }) => `${id} (${listed(makers)})`))}: say which one does, or mix them in a market`,
        ]
      : []),
    ...(idle.length > 0 ? [`${listed(idle)} make nothing: name their reference product`] : []),
  ];
  const why = parts.length > 0 ? ` ${parts.join("; ")}.` : "";
  return refuseLca(
    "not-square",
    `The system has ${products.length} products and ${processes.length} processes, and needs as many of one as of the other:${why}`,
    [...orphans, ...shared.flatMap(({ id, makers }) => [id, ...makers]), ...idle],
  );
}
