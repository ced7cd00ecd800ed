import type { ExplainNode } from "./explain-tree.ts";
import { nodesOf } from "./explain-tree.ts";
import { type FactorRow, perUnitText } from "./factor-row.ts";
import { figureText } from "./figure-text.ts";
import type { PapersOf } from "./print-tree.ts";
import { askJson, refusalOf, type Service } from "./service.ts";

/**
 * Licence and address of every factor row in a tree, from the tables of the service. A row that these no longer hold has none
 * here; document, edition and locator stand in the footprint itself.
 */
export async function factorPapers(service: Service, tree: ExplainNode): Promise<PapersOf> {
  const ids = new Set([...nodesOf(tree)].filter(({ kind }) => kind === "factor").map(({ label }) => label));
  const papers = new Map<string, string>();
  for (const id of ids) {
    const row = await rowOf(service, id);
    if (row !== undefined) papers.set(id, `licence ${row.licence}${row.url === null ? "" : `, ${row.url}`}`);
  }
  return (id) => papers.get(id) ?? "";
}

/** The values of these factor rows, such as `0.5777 kgCO2e/kWh`, from the tables of the service; empty for one they do not hold. */
export async function factorValues(service: Service, ids: Iterable<string>): Promise<(id: string) => string> {
  const values = new Map<string, string>();
  for (const id of new Set(ids)) {
    const row = await rowOf(service, id);
    if (row !== undefined) values.set(id, `${figureText(row.value)} ${perUnitText(row)}`.trimEnd());
  }
  return (id) => values.get(id) ?? "";
}

async function rowOf(service: Service, id: string): Promise<FactorRow | undefined> {
  try {
    return await askJson<FactorRow>(service, { path: `/v1/factors/${encodeURIComponent(id)}` });
  } catch (error) {
    if (refusalOf(error)?.status === 404) return undefined;
    throw error;
  }
}
