import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderInTest, lcaInTest } from "../lca/folder-in-test.ts";
import { runInTest } from "../run-in-test.ts";

const makes = (flow: string) => ({ flow, amount: 1, unit: "kg", direction: "output", reference: true });
const takes = (flow: string, amount: number) => ({ flow, amount, unit: "kg", direction: "input" });
const gives = (flow: string, amount: number) => ({ flow, amount, unit: "kg", direction: "output" });
const product = (id: string) => ({ id, kind: "product", unit: "kg" });
const emission = (id: string, rest: object) => ({ id, kind: "elementary", unit: "kg", direction: "emission", ...rest });

// Foam is blown with a gas that AR4 does not know. A chair needs foam and steel; steel gives off CO2 and lead, which no set counts.
const document = {
  format: "celadon-processes-1",
  flows: [
    ...["chair", "foam", "steel"].map(product),
    emission("hfc", { gas: "HFC-161" }),
    emission("co2", { gas: "CO2", origin: "fossil" }),
    emission("lead", { compartment: "air", name: "Lead" }),
  ],
  processes: [
    { id: "joinery", exchanges: [makes("chair"), takes("foam", 2), takes("steel", 3)] },
    { id: "blowing", exchanges: [makes("foam"), gives("hfc", 0.1)] },
    {
      id: "mill",
      exchanges: [
        makes("steel"),
        { ...gives("co2", 2), uncertainty: { distribution: "lognormal", geometricSd: 1.1 } },
        gives("lead", 0.01),
      ],
    },
  ],
};

const built = async (of: object, ...sets: readonly string[]) => {
  const folder = folderInTest({});
  const [file, to] = [join(folder, "chair.json"), join(folder, "system")];
  writeFileSync(file, JSON.stringify(of));
  const words = sets.flatMap((set) => ["--gwp", set]);
  const { code, said } = await lcaInTest("build", file, "--to", to, ...words, "--json");
  expect(code).toBe(0);
  return { to, said, beside: (name: string) => join(folder, name) };
};
const table = async (system: string, out: string, ...more: readonly string[]) => {
  expect((await lcaInTest("footprints", system, "--out", out, ...more)).code).toBe(0);
  return readFileSync(out, "utf8").split("\n").slice(1, -1);
};

test("a gas that one set does not know makes unknown by that set all that rests on it, and nothing by another set", async () => {
  const { to, said, beside } = await built(document, "AR4", "AR6");
  const methods = said?.["methods"] as readonly { readonly id: string }[];
  expect(methods.find(({ id }) => id === "GWP100-AR4")).toMatchObject({
    unknownFlows: ["hfc"],
    unknownProcesses: ["blowing"],
  });
  const lines = await table(to, beside("out.csv"));
  const of = (method: string) => lines.filter((line) => line.includes(`,${method},`));
  expect(of("GWP100-AR4")).toEqual([
    "chair,GWP100-AR4,,kg CO2e/kg,unknown",
    "foam,GWP100-AR4,,kg CO2e/kg,unknown",
    "steel,GWP100-AR4,2,kg CO2e/kg,complete",
  ]);
  expect(of("GWP100-AR6").map((line) => line.split(",").at(-1))).toEqual(["complete", "complete", "complete"]);
  expect(of("GWP100-AR4-biogenic-CO2")[0]).toBe("chair,GWP100-AR4-biogenic-CO2,0,kg CO2e/kg,complete");
});

test("every question about it is answered with unknown and the process, never with a smaller number", async () => {
  const { to } = await built(document, "AR4");
  const demand = await lcaInTest("solve", to, "--product", "chair", "--amount", "1", "--json");
  expect(demand.said?.["impacts"]).toContainEqual({ id: "GWP100-AR4", amount: null, unit: "kg CO2e" });
  const asked = ["--product", "chair", "--method", "GWP100-AR4", "--json"];
  const message = expect.stringContaining("The factor of hfc is not known by GWP100-AR4");
  const refused = { code: 1, said: { error: { code: "unknown-impact", ids: ["blowing"], total: 1, message } } };
  for (const words of [
    ["solve", to, ...asked, "--amount", "1"],
    ["contributions", to, ...asked],
    ["paths", to, ...asked],
    ["sensitivities", to, ...asked],
    ["quality", to, ...asked],
    ["compare", to, ...asked, "--set", "B:co2,mill=1"],
    ["montecarlo", to, ...asked, "--runs", "2", "--seed", "1"],
  ]) {
    const answer = await lcaInTest(...(words as [string, ...string[]]));
    expect([words[0], answer]).toMatchObject([words[0], refused]);
  }
  const steel = ["montecarlo", to, "--product", "steel", "--method", "GWP100-AR4", "--runs", "2", "--seed", "1"];
  expect((await lcaInTest(...(steel as [string, ...string[]]), "--json")).code).toBe(0);
});

test("a folder is characterised again by a set that knows the gas, and back by the one that does not, as if built so", async () => {
  const { to, beside } = await built(document, "AR4");
  const [newer, back] = [beside("newer"), beside("back")];
  expect((await lcaInTest("characterise", to, "--gwp", "AR6", "--to", newer, "--json")).code).toBe(0);
  const ar6 = await built(document, "AR6");
  expect(await table(newer, beside("a.csv"))).toEqual(await table(ar6.to, beside("b.csv")));
  expect((await lcaInTest("characterise", newer, "--gwp", "AR4", "--to", back, "--json")).code).toBe(0);
  expect(await table(back, beside("c.csv"))).toEqual(await table(to, beside("d.csv")));
  expect(readFileSync(join(back, "flows.csv"), "utf8")).toBe(readFileSync(join(to, "flows.csv"), "utf8"));
});

test.each([
  ["counted in no mass", { gas: "CO2", unit: "m3" }, "m3"],
  ["that nobody knows", { gas: "XYZ-9" }, "kg"],
])("a gas %s is unknown by every set", async (_, rest, unit) => {
  const flows = [...document.flows.filter(({ id }) => id !== "hfc"), emission("hfc", rest)];
  const [joinery, , mill] = document.processes;
  const blowing = { id: "blowing", exchanges: [makes("foam"), { ...gives("hfc", 1), unit }] };
  const { to, beside } = await built({ ...document, flows, processes: [joinery, blowing, mill] }, "AR6");
  const lines = await table(to, beside("out.csv"), "--method", "GWP100-AR6");
  expect(lines.map((line) => line.split(",").at(-1))).toEqual(["unknown", "unknown", "complete"]);
});

test("people are told on the screen which processes are unknown, and for which flow", async () => {
  const { to, beside } = await built(document, "AR6");
  const { code, printed, noted } = await runInTest(["lca", "characterise", to, "--gwp", "AR4", "--to", beside("old")]);
  expect(code).toBe(0);
  expect(printed).toContain("blowing, for their hfc, by 3 of 12 methods");
  expect(noted).toContain('gwp-missing: Flow "hfc"');
});
