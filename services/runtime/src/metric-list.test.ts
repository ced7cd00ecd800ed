import { expect, test } from "vitest";
import { metricTable } from "./metric-table.ts";

test("metrics.md says what the table of metrics says", async () => {
  await expect(metricList()).toMatchFileSnapshot("../metrics.md");
});

function metricList(): string {
  const rows = Object.entries(metricTable).map(([name, { type, labels, unit, help }]) => [
    `\`${name}\``,
    type,
    labels.map((label) => `\`${label}\``).join(" "),
    unit,
    help,
  ]);
  return `# Metrics

What \`GET /metrics\` tells beside the usual figures of a Node process (\`process_*\`, \`nodejs_*\`). Made of \`src/metric-table.ts\` by
\`npx vitest run services/runtime/src/metric-list.test.ts -u\`.

${tableOf(["metric", "type", "labels", "unit", "meaning"], rows)}
`;
}

/** A table of Markdown as the formatter prints it. */
function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((_, column) => Math.max(...[heads, ...rows].map((cells) => cells[column]?.length ?? 3)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 3)).join(" | ")} |`;
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
