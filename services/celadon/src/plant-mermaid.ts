import type { GraphNode, PlantGraph } from "@celadon/activity-to-inventory";

/** How mermaid draws each kind: processes as boxes, what comes in as stadiums, what goes out in other shapes. */
const shapes: Readonly<Record<GraphNode["kind"], readonly [open: string, close: string]>> = {
  process: ["[", "]"],
  input: ["([", "])"],
  product: ["[[", "]]"],
  "left over": ["[/", "/]"],
  emission: [">", "]"],
  waste: ["[\\", "\\]"],
};

/** A text that mermaid shows as it is: `1. soaking` would else be taken for a list, and quotes end a label. */
const quoted = (text: string): string =>
  `"${text.replace(/[&<>"#`;]/g, (letter) => `#${letter.charCodeAt(0)};`).replace(/^(\d+)\./, "$1#46;")}"`;

/** The plant as a mermaid flowchart, as Markdown readers such as GitHub draw it. */
export function plantMermaid({ nodes, edges }: PlantGraph): string {
  const ids = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  const lines = [
    ...nodes.map(({ id, kind, label }) => `  ${ids.get(id)}${shapes[kind][0]}${quoted(label)}${shapes[kind][1]}`),
    ...edges.map(({ from, to, label }) => {
      const words = label === "" ? "" : `|${quoted(label)}|`;
      return `  ${ids.get(from)} -->${words} ${ids.get(to)}`;
    }),
  ];
  return `flowchart LR\n${lines.join("\n")}\n`;
}
