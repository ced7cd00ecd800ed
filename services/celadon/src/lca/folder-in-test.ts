import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { runInTest } from "../run-in-test.ts";

/** A folder with these files, gone when the test is. */
export function folderInTest(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "celadon-lca-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Runs `celadon lca ...` and reads the JSON object it prints. */
export async function lcaInTest(...args: readonly string[]) {
  const { code, printed, noted } = await runInTest(["lca", ...args]);
  return { code, said: printed.startsWith("{") ? (JSON.parse(printed) as Record<string, unknown>) : undefined, noted };
}
