import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlantGraph } from "@celadon/activity-to-inventory";
import { expect, test } from "vitest";
import { plantLayout } from "./plant-layout.ts";
import { plantMermaid } from "./plant-mermaid.ts";
import { plantSvg } from "./plant-svg.ts";
import { runInTest } from "./run-in-test.ts";

const wild = `1. soak & "lime" <b>`;
/** Two processes that feed each other, with what comes in and out. */
const loop: PlantGraph = {
  nodes: [
    { id: "a", kind: "process", label: wild },
    { id: "b", kind: "process", label: "chrome recovery" },
    { id: "c", kind: "input", label: "电力" },
    { id: "d", kind: "product", label: "leather" },
  ],
  edges: [
    { from: "a", to: "b", label: "spent chrome" },
    { from: "b", to: "a", label: "recovered chrome" },
    { from: "c", to: "a", label: "" },
    { from: "a", to: "d", label: "" },
  ],
};

test("mermaid shows names as they are: no list, no markup, no end of the label", () => {
  expect(plantMermaid(loop)).toBe(`flowchart LR
  n0["1#46; soak #38; #34;lime#34; #60;b#62;"]
  n1["chrome recovery"]
  n2(["电力"])
  n3[["leather"]]
  n0 -->|"spent chrome"| n1
  n1 -->|"recovered chrome"| n0
  n2 --> n0
  n0 --> n3
`);
});

test("the picture has every name, escaped, and is the same each time", () => {
  const svg = plantSvg(plantLayout(loop), `mill ${wild}`);
  expect(svg).toContain(`<title>mill 1. soak &amp; &quot;lime&quot; &lt;b&gt;</title>`);
  for (const name of [
    "1. soak &amp; &quot;lime&quot; &lt;b&gt;",
    "chrome recovery",
    "电力",
    "spent chrome",
    "recovered chrome",
  ])
    expect(svg).toContain(`>${name}</text>`);
  expect(svg.match(/marker-end/g)).toHaveLength(4);
  expect(svg).not.toMatch(/NaN|undefined/);
  expect(plantSvg(plantLayout(loop), `mill ${wild}`)).toBe(svg);
});

test("what feeds stands left of what is fed, no boxes overlap, and all lie inside the picture", () => {
  const { nodes, width, height } = plantLayout(loop);
  const [soak, recovery, power, leather] = nodes;
  if (soak === undefined || recovery === undefined || power === undefined || leather === undefined)
    throw new Error("Lost.");
  expect(power.x).toBeLessThan(soak.x);
  expect(soak.x).toBeLessThan(leather.x);
  for (const [at, a] of nodes.entries()) {
    expect([a.x - a.width / 2 >= 0, a.x + a.width / 2 <= width, a.y + a.height / 2 <= height]).toEqual([
      true,
      true,
      true,
    ]);
    for (const b of nodes.slice(at + 1)) {
      const isApart =
        Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
      expect(isApart, `${a.label} and ${b.label}`).toBe(true);
    }
  }
});

const folder = mkdtempSync(join(tmpdir(), "celadon-graph-"));
const steel = readFileSync(new URL("../../../test/data/plants/steel-2018.yaml", import.meta.url), "utf8");

test("a plant file becomes mermaid on standard output, and SVG where the file is called so", async () => {
  writeFileSync(join(folder, "steel.yaml"), steel);
  const mermaid = await runInTest(["plant", "graph", "steel.yaml"], {}, { folder });
  expect(mermaid).toMatchObject({ code: 0, printed: expect.stringMatching(/^flowchart LR\n/) });
  const svg = await runInTest(["plant", "graph", "steel.yaml", "--out", "steel.svg"], {}, { folder });
  expect(svg).toMatchObject({ code: 0, printed: "", noted: "Wrote steel.svg.\n" });
  expect(readFileSync(join(folder, "steel.svg"), "utf8")).toMatch(/^<svg xmlns/);
});

test("a faulty file has no picture: its faults are told, with exit code 1", async () => {
  writeFileSync(join(folder, "bad.yaml"), steel.replace("place: KR", "plaze: KR"));
  const { code, printed } = await runInTest(["plant", "graph", "bad.yaml"], {}, { folder });
  expect(code).toBe(1);
  expect(printed).toMatch(/^bad\.yaml:14:1: .*plaze/m);
});

test("a folder that does not exist is a sentence", async () => {
  writeFileSync(join(folder, "steel.yaml"), steel);
  const ran = await runInTest(["plant", "graph", "steel.yaml", "--out", "none/x.svg"], {}, { folder });
  expect(ran).toMatchObject({ code: 1, noted: expect.stringContaining("none/x.svg cannot be written: ENOENT") });
});
