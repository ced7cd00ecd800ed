import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runInTest } from "./run-in-test.ts";

const folder = join(import.meta.dirname, "..", "..", "..");
const textOf = (path: string): string => readFileSync(join(folder, path), "utf8");

test("the README shows the first plant file as it is, and the first lines of its readings", () => {
  const readme = textOf("README.md");
  expect(readme).toContain(`\`\`\`yaml\n${textOf("test/data/first/plant.yaml")}\`\`\`\n`);
  const [header, first] = textOf("test/data/first/meters.csv").split("\n");
  expect(readme).toContain(`\`\`\`csv\n${header}\n${first}\n\`\`\`\n`);
});

test("the first plant file has no fault, not even a warning", async () => {
  const { code, printed } = await runInTest(["plant", "check", "test/data/first/plant.yaml"], {}, { folder });
  expect({ code, printed }).toEqual({ code: 0, printed: "" });
});
