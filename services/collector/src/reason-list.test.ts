import { errorCodes } from "@celadon/hj212";
import { doorReasons, frameReasons, messageReasons, modbusReasons, nodeReasons } from "@celadon/meter-to-telemetry";
import { keptReasons, reasonText } from "@celadon/telemetry-to-activity";
import { expect, test } from "vitest";
import { stationReasons } from "./hj212/station-reasons.ts";

/** Of HJ 212 the codec's own errors, made sentences of. */
const frames = Object.entries(errorCodes)
  .filter(([reason]) => !(reason in doorReasons))
  .map(([reason, text]) => [reason, `A frame is none: ${text}.`] as const);
const rejected = [
  ...Object.entries({
    ...{ ...doorReasons, ...frameReasons, ...stationReasons, ...modbusReasons, ...messageReasons, ...nodeReasons },
    ...doorReasons, // what a word means at the door it means of every value
  }),
  ...frames,
];
const which = { factory: "FACTORY", channel: "CHANNEL" };

test("reasons.md holds every reason there is, each with its sentence", async () => {
  await expect(reasonList()).toMatchFileSnapshot("../reasons.md");
});

test("a reason is one word, says something of its own, and means one thing", () => {
  const sentences = [
    ...rejected.map(([, sentence]) => sentence),
    ...keptReasons.map((reason) => reasonText(reason, which)),
  ];
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
  expect(new Set(sentences).size).toBe(sentences.length);
  const words = [...rejected.map(([reason]) => reason), ...keptReasons];
  expect(new Set(words).size).toBe(words.length);
});

function reasonList(): string {
  const rows = [
    ...rejected.map(([reason, sentence]) => [`\`${reason}\``, "rejected", sentence]),
    ...keptReasons.map((reason) => [`\`${reason}\``, "quarantined", reasonText(reason, which)]),
  ];
  return `# Reasons

Why a reading is not taken: all reasons there are. A rejected one could be no reading, whatever the plant; it goes to the dead letters. A
quarantined one is stored and shown, and counts as soon as its reason is gone or a person accepts it. Of a rejected one stands the rule that it
broke. Made of the reasons in the code by \`npx vitest run services/collector/src/reason-list.test.ts -u\`.

${tableOf(["reason", "verdict", "meaning"], rows)}
`;
}

/** A table of Markdown as the formatter prints it. */
function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((_, column) => Math.max(...[heads, ...rows].map((cells) => cells[column]?.length ?? 3)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 3)).join(" | ")} |`;
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
