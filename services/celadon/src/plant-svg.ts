import type { GraphNode } from "@celadon/activity-to-inventory";
import type { PlacedEdge, PlacedNode, PlantLayout, Point } from "./plant-layout.ts";

/** Fill, line and corner of each kind of box. */
const looks: Readonly<
  Record<GraphNode["kind"], { readonly fill: string; readonly line: string; readonly corner: number }>
> = {
  process: { fill: "#e3f0ea", line: "#2f6f5e", corner: 4 },
  input: { fill: "#ffffff", line: "#8a9a94", corner: 14 },
  product: { fill: "#2f6f5e", line: "#2f6f5e", corner: 14 },
  "left over": { fill: "#ffffff", line: "#b3541e", corner: 14 },
  emission: { fill: "#f3ece2", line: "#a08050", corner: 14 },
  waste: { fill: "#f3ece2", line: "#a08050", corner: 4 },
};

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter] as string);
const n = (value: number): string => String(Math.round(value * 10) / 10);

/** A plant that has been laid out, as one SVG that stands alone: no style sheet, no script, no font of its own. */
export function plantSvg({ width, height, nodes, edges }: PlantLayout, title: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}" font-family="system-ui, sans-serif" font-size="13">
<title>${escaped(title)}</title>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#5c6f68"/></marker></defs>
<rect width="100%" height="100%" fill="#ffffff"/>
${[...edges.map(lineText), ...edges.map(wordsText), ...nodes.map(boxText)].join("")}</svg>
`;
}

const lineText = ({ points }: PlacedEdge): string =>
  `<path d="${curve(points)}" fill="none" stroke="#5c6f68" marker-end="url(#arrow)"/>\n`;

/** A smooth line through all points (Catmull and Rom, as cubic curves): a label lies on one of them, so the line meets it. */
function curve(points: readonly Point[]): string {
  const at = (x: number, y: number): string => `${n(x)},${n(y)}`;
  return points
    .map((end, i) => {
      const start = points[i - 1];
      if (start === undefined) return `M${at(end.x, end.y)}`;
      const before = points[i - 2] ?? start;
      const after = points[i + 1] ?? end;
      const leave = at(start.x + (end.x - before.x) / 6, start.y + (end.y - before.y) / 6);
      const arrive = at(end.x - (after.x - start.x) / 6, end.y - (after.y - start.y) / 6);
      return `C${leave} ${arrive} ${at(end.x, end.y)}`;
    })
    .join(" ");
}

function wordsText({ label, box }: PlacedEdge): string {
  if (label === "" || box === undefined) return "";
  const { x, y, width, height } = box;
  const paper = `<rect x="${n(x - width / 2)}" y="${n(y - height / 2)}" width="${n(width)}" height="${n(height)}" fill="#ffffff"/>`;
  return `${paper}<text x="${n(x)}" y="${n(y)}" text-anchor="middle" dy="0.35em" font-size="11" fill="#2a3a34">${escaped(label)}</text>\n`;
}

function boxText({ kind, label, x, y, width, height }: PlacedNode): string {
  const { fill, line, corner } = looks[kind];
  const dash = kind === "left over" ? ` stroke-dasharray="4 3"` : "";
  const words = kind === "product" ? "#ffffff" : "#1d2b28";
  return `<g><title>${escaped(`${kind}: ${label}`)}</title><rect x="${n(x - width / 2)}" y="${n(y - height / 2)}" width="${n(width)}" height="${n(height)}" rx="${corner}" fill="${fill}" stroke="${line}"${dash}/><text x="${n(x)}" y="${n(y)}" text-anchor="middle" dy="0.35em" fill="${words}">${escaped(label)}</text></g>\n`;
}
