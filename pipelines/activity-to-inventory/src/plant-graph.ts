import type { PlantModel } from "./plant-model.ts";

/** A process, or something at the edge of the plant. `label`: the name in the plant file. */
export interface GraphNode {
  readonly id: string;
  readonly kind: "process" | "input" | "product" | "left over" | "emission" | "waste";
  readonly label: string;
}

/** What goes from one node to another. The label is empty where a node at the edge of the plant says it already. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface PlantGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * What feeds what in a plant, for whoever draws it: processes, the products between them, what is bought, what leaves. A product
 * that is neither declared nor used is `left over`. Sorted as the model is.
 */
export function plantGraphOf({ processes, products }: PlantModel): PlantGraph {
  const nodes: GraphNode[] = processes.map(({ name }) => ({ id: `process/${name}`, kind: "process", label: name }));
  const edges: GraphEdge[] = [];
  const declared = new Set(products.map(({ name }) => name));
  for (const { name, makes, takes, emits, handsOn } of processes) {
    const process = `process/${name}`;
    const put = (kind: GraphNode["kind"], label: string, into: boolean): void => {
      const id = `${kind}/${name}/${label}`;
      nodes.push({ id, kind, label });
      edges.push({ from: into ? id : process, to: into ? process : id, label: "" });
    };
    for (const input of takes) put("input", input.name, true);
    for (const { name: product } of makes) {
      const users = processes.filter(({ uses }) => uses.some((use) => use.name === product));
      for (const user of users) edges.push({ from: process, to: `process/${user.name}`, label: product });
      if (declared.has(product)) put("product", product, false);
      else if (users.length === 0) put("left over", product, false);
    }
    for (const emission of emits) put("emission", emission.name, false);
    for (const waste of handsOn) put("waste", waste.name, false);
  }
  return { nodes, edges };
}
