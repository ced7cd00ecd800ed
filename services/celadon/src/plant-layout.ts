import type { GraphNode, PlantGraph } from "@celadon/activity-to-inventory";
import { Graph, layout } from "@dagrejs/dagre";
import { displayWidth } from "./display-width.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What we use of dagre's graph: its own declarations name their files without an ending, which Node's rules do not find. */
interface Drawing {
  setGraph(settings: Readonly<Record<string, string | number>>): void;
  setNode(id: string, size: Size): void;
  setEdge(from: string, to: string, label: Size & { readonly labelpos: "c" }, name: string): void;
  graph(): Size;
  node(id: string): Size & Point;
  edge(from: string, to: string, name: string): Size & Partial<Point> & { readonly points: readonly Point[] };
}

/** A node with its place: the middle of its box. */
export interface PlacedNode extends GraphNode, Point, Size {}

/** An arrow: through these points, its label in a box around that one, where it has any. */
export interface PlacedEdge {
  readonly points: readonly Point[];
  readonly label: string;
  readonly box?: Point & Size;
}

export interface PlantLayout extends Size {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Pixels a column of text takes at most, in the two sizes of the picture. */
const nodeColumn = 7.8;
const edgeColumn = 6.6;

/** Places a plant from left to right, what feeds before what is fed; an arrow of a loop runs back. The same plant, the same picture. */
export function plantLayout({ nodes, edges }: PlantGraph): PlantLayout {
  const graph: Drawing = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 44, edgesep: 12, marginx: 16, marginy: 16 });
  for (const { id, label, kind } of nodes) {
    graph.setNode(id, { width: displayWidth(label) * nodeColumn + 24, height: kind === "process" ? 44 : 28 });
  }
  for (const [at, { from, to, label }] of edges.entries()) {
    const size = label === "" ? { width: 0, height: 0 } : { width: displayWidth(label) * edgeColumn + 8, height: 16 };
    graph.setEdge(from, to, { ...size, labelpos: "c" }, String(at));
  }
  layout(graph);
  const { width, height } = graph.graph();
  return {
    width,
    height,
    nodes: nodes.map((node) => {
      const { x, y, width, height } = graph.node(node.id);
      return { ...node, x, y, width, height };
    }),
    edges: edges.map(({ from, to, label }, at) => {
      const { points, x, y, width, height } = graph.edge(from, to, String(at));
      return { points, label, ...(x === undefined || y === undefined ? {} : { box: { x, y, width, height } }) };
    }),
  };
}
