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
  const lines = [["metric", "type", "labels", "unit", "meaning"], ["---", "---", "---", "---", "---"], ...rows];
  return `# Metrics

What \`GET /metrics\` tells beside the usual figures of a Node process (\`process_*\`, \`nodejs_*\`). Made of \`src/metric-table.ts\` by
\`npx vitest run services/runtime/src/metric-list.test.ts -u\`.

${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}
`;
}
