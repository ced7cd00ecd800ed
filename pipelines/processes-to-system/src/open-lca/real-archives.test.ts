import { readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import { expect, test } from "vitest";
import { type Imported, type ImportOptions, importOpenLca } from "../index.ts";

// Three archives that people published (test/data/openlca), and by hand what is in them and what is wrong with them.

const imported = (name: string, options: ImportOptions = {}): Imported => {
  const outcome = importOpenLca(
    readFileSync(new URL(`../../../../test/data/openlca/${name}.zip`, import.meta.url)),
    options,
  );
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value;
};
const matrix = ({ files }: Imported, file: string): string => (files.get(file) ?? "").split("\n").slice(1).join("\n");
const idOf = ({ files }: Imported, file: string): readonly string[] =>
  (files.get(file) ?? "")
    .split("\n")
    .slice(1, -1)
    .map((line) => `${line.split(",")[1]}`);
/** The entry at two ids, as it stands in the file. */
const entry = (made: Imported, file: "A.mtx" | "B.mtx", row: string, col: string): string | undefined => {
  const rows = idOf(made, file === "A.mtx" ? "products.csv" : "flows.csv");
  const at = `${rows.indexOf(row) + 1} ${idOf(made, "processes.csv").indexOf(col) + 1} `;
  return matrix(made, file)
    .split("\n")
    .find((line) => line.startsWith(at))
    ?.slice(at.length);
};
const lacks = ({ report }: Imported): readonly string[] =>
  report.findings.filter(({ id }) => id === "archive").map(({ rule }) => rule);

test("wood and pyrolysis: two processes whose causal shares do not sum to one are refused, exchange by exchange", () => {
  const made = imported("US-FPL");
  expect(made.report.processes).toEqual({ read: 4, accepted: 2, refused: 2 });
  expect(made.report.refusedProcesses.map(({ id, rule }) => `${rule} ${id}`)).toEqual([
    "allocation 64dec5f5-ce97-40f2-a767-2fc665dfb473",
    "allocation 81e3e71d-0616-32a8-89ce-216aacc03ff5",
  ]);
  const [pyrolysis, torrefier] = made.report.refusedProcesses.map(({ message }) => message.match(/sum to \S+/g));
  expect(pyrolysis).toEqual(["sum to 0", "sum to 0", "sum to 0", "sum to 0"]);
  expect(torrefier).toEqual(["sum to 2", "sum to 0", "sum to 3", "sum to 6", "sum to 5", "sum to 4"]);
  // 12 + 4 exchanges of the accepted ones: 2 references, 1 link, 13 that nobody supplies; 7 + 8 of the refused ones.
  expect(made.report.exchangesRead).toBe(31);
  expect(made.report.counts).toEqual({ linked: 2, linkedBySoleSupplier: 1, cutOff: 13, ambiguous: 0, refused: 15 });
  expect(made.report.duplicates).toBe(2); // grid electricity stands in the chips three times
});

test("wood and pyrolysis: there is no elementary flow, so B has no rows; 1 t of chips is 1000 kg", () => {
  const made = imported("US-FPL");
  expect(lacks(made)).toEqual(["no-elementary-flows", "no-methods"]);
  expect(matrix(made, "A.mtx")).toBe("2 2 3\n2 1 1\n1 2 1000\n2 2 -1000\n");
  expect(matrix(made, "B.mtx")).toBe("0 2 0\n");
  expect(matrix(made, "C.mtx")).toBe("0 0 0\n");
});

test("wood and pyrolysis: by its physical factors, 0.825 and 0.175 and 0, the pyrolysis is split into three columns", () => {
  const id = "64dec5f5-ce97-40f2-a767-2fc665dfb473";
  const made = imported("US-FPL", { allocation: { [id]: "physical" } });
  const chips = "7597d8b1-16c8-39c4-bab9-01c327626f08";
  const [syngas, tar] = ["7bd7a980-2f60-4830-8a6b-7e75cc0d7892", "8afb5cc3-26fc-416c-991e-afe07bb06bd4"];
  const biochar = "7d1ffffe-eac6-4e83-9b69-3ded4a3193a9";
  expect(made.report.counts).toEqual({ linked: 5, linkedBySoleSupplier: 2, cutOff: 16, ambiguous: 0, refused: 8 });
  expect(entry(made, "A.mtx", syngas, `${id}/${syngas}`)).toBe("159");
  expect(Number(entry(made, "A.mtx", chips, `${id}/${syngas}`))).toBeCloseTo(-235 * 0.825, 12);
  expect(Number(entry(made, "A.mtx", chips, `${id}/${biochar}`))).toBeCloseTo(-235 * 0.175, 12);
  expect(entry(made, "A.mtx", chips, `${id}/${tar}`)).toBeUndefined();
});

const [finishing, calf] = ["1b97b691-7c00-4150-9e97-df2020bfd203", "ac2816ed-803d-4436-92b6-2ea9cd5ce67a"];
const [feedMix, hay] = ["efa8b1d9-dd4a-4d25-b595-2dad6932e428", "bb4f02fd-2277-400d-92ef-0b712aef4baf"];

test("beef: the hay has no reference and is refused; the feed that takes it is cut off", () => {
  const made = imported("beef-cattle-finishing");
  expect(made.report.refusedProcesses).toEqual([
    {
      rule: "no-reference",
      id: hay,
      message: `Process "${hay}" has no exchange marked as its quantitative reference. Mark one.`,
    },
  ]);
  expect(made.report.documents).toMatchObject({ Process: 8, Flow: 48, ProductSystem: 1 });
  expect(made.report.exchangesRead).toBe(105);
  expect(made.report.counts).toEqual({ linked: 43, linkedBySoleSupplier: 2, cutOff: 53, ambiguous: 0, refused: 7 });
  expect(made.report.cases).toContainEqual(
    expect.objectContaining({ class: "cutOff", processId: feedMix, exchange: "9", amount: 8093, unit: "t" }),
  );
});

test("beef: amounts in tonnes, US gallons, hectare-years and pieces arrive in the reference units of their flows", () => {
  const made = imported("beef-cattle-finishing");
  expect(entry(made, "A.mtx", "f7afe52c-8ae2-45be-9db6-18f9465ec8d8", finishing)).toBe("2914841.44");
  expect(entry(made, "A.mtx", "fc216f91-3325-4aba-94fc-c3f06e4ab2df", finishing)).toBe("-3742");
  expect(entry(made, "A.mtx", "1bf395aa-df8d-4dba-a512-6debaca7a871", finishing)).toBe("-0.825");
  expect(entry(made, "A.mtx", "68dde96d-2a55-4509-b354-d72aeba03e3a", calf)).toBe("-23042000"); // 23,042 t
  const well = Number(entry(made, "B.mtx", "67c40aae-d403-464d-9649-c12695e43ad8", finishing));
  expect(well).toBeCloseTo(4938710 * 0.00379, 9); // gal (US liq) as the archive has it, to m3
  const pasture = entry(made, "B.mtx", "59ded913-17fe-4b3e-80cb-79b97cdbef9a", "2185d89c-d65f-4116-99ad-2ee41ba80689");
  expect(Number(pasture)).toBeCloseTo(97_123_000, 6); // 9,712.3 ha*a
  // Two exchanges of nitrous oxide in the calves, 25,123 and 41.75 kg, are one entry.
  expect(made.report.duplicates).toBe(1);
  expect(entry(made, "B.mtx", "afd6d670-bbb0-4625-9730-04088a5b035e", calf)).toBe("25164.75");
});

test("beef: by AR6 the gases are found by CAS number and name, and plain CO2 counts as fossil, said for each flow", () => {
  const text = readFileSync(new URL("../../../../factors/tables/gwp100.csv", import.meta.url), "utf8");
  const release = releaseOf([{ name: "gwp100.csv", text }]);
  if (release.kind !== "accept") throw new Error(release.evidence);
  const made = imported("beef-cattle-finishing", { characterise: { gwp: ["AR6"], release: release.value } });
  const flows = idOf(made, "flows.csv").map((id) => id.slice(0, 8));
  const factors = matrix(made, "C.mtx")
    .split("\n")
    .slice(1, -1)
    .map((line) => line.split(" "))
    .filter(([row]) => row === "1")
    .map(([row, col, value]) => `${row} ${flows[Number(col) - 1]} ${value}`);
  // Methane of the cattle is biogenic (27), three flows of nitrous oxide (273), two of CO2 (1).
  expect(factors.toSorted()).toEqual([
    "1 20185046 273",
    "1 57bdb443 27",
    "1 643975a8 1",
    "1 6dc1b46f 273",
    "1 7ae371aa 1",
    "1 afd6d670 273",
  ]);
  expect(made.report.findings.filter(({ rule }) => rule === "gwp-assumed")).toHaveLength(2);
});

test("AWARE is a method without units or flows: all 1,966 factors are refused, each by its flow, and none is used", () => {
  const made = imported("AWARE");
  expect(lacks(made)).toEqual(["no-processes", "no-units", "no-elementary-flows"]);
  expect(made.report.methods).toMatchObject([
    { name: "Water use", factorsRead: 1966, factorsUsed: 0, factorsRefused: 1966 },
  ]);
  expect(made.report.findings.filter(({ rule }) => rule === "factor-refused")).toHaveLength(1966);
  expect(made.files.get("methods.csv")).toBe(
    "index,id,name,unit,location\n0,2e0e479e-6ea7-3221-88ea-41aa6530c5d2,Water use,m3,\n",
  );
  expect(matrix(made, "C.mtx")).toBe("1 0 0\n");
});
