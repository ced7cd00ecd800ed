import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { applyPlant, sendLines } from "./plant-data.ts";

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));
const golden = (name: string): string => readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8");

interface Report {
  readonly factory: string;
  readonly footprints: readonly { readonly product: string; readonly amount: string; readonly status: string }[];
  readonly systems: readonly {
    readonly figures: readonly { readonly product: string; readonly method: string; readonly amount: number }[];
  }[];
}

interface Graph {
  readonly total: number;
  readonly nodes: readonly { readonly id: string; readonly direct: number }[];
}

test("a plant's month leaves a running Celadon as a process system that has its own figures, and every command works on it", {
  timeout: 240_000,
}, async () => {
  await using celadon = await startCeladon();
  const folder = mkdtempSync(join(tmpdir(), "celadon-system-"));
  const lca = <Told>(...words: readonly string[]): Told => {
    const env = { ...process.env, CELADON_DATA: celadon.folder };
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "lca", ...words, "--json"], {
      env,
      encoding: "utf8",
    });
    expect(status, `${stderr}${stdout}`).toBe(0);
    return JSON.parse(stdout) as Told;
  };
  try {
    await applyPlant(celadon.url, golden("plant.yaml"));
    for (const fact of JSON.parse(golden("declarations.json")) as readonly unknown[])
      expect((await ask(`${celadon.url}/v1/declarations`, { body: JSON.stringify(fact) })).status).toBe(200);
    expect((await sendLines(celadon.url, golden("readings.ndjson"))).status).toBe(200);

    const { footprints, systems, factory } = lca<Report>(
      "plant",
      "--factory",
      "golden-mill",
      "--period",
      "2026-03",
      "--to",
      folder,
    );
    expect(footprints.length).toBeGreaterThan(1);
    const figures = new Map(
      systems[0]?.figures
        .filter(({ method }) => method === "GWP100-AR6")
        .map(({ product, amount }) => [product, amount]),
    );
    for (const { product, amount, status } of footprints) {
      expect(status).toBe("complete");
      expect(Math.abs((figures.get(`${factory}/${product}`) as number) / Number(amount) - 1)).toBeLessThan(6e-12);
    }
    const graph = lca<Graph>(
      "contributions",
      folder,
      "--product",
      "golden-mill/board",
      "--method",
      "GWP100-AR6",
      "--cutoff",
      "0",
    );
    expect(graph.total).toBeCloseTo(figures.get("golden-mill/board") as number, 8);
    expect(graph.nodes.map(({ id }) => id)).toContain("factor:coal-bituminous-ipcc2006-manufacturing-co2");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
