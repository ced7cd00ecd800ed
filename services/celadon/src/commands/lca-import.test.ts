import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

// What a person decides about an import takes effect from the command line too.

const folder = mkdtempSync(join(tmpdir(), "celadon-lca-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly { readonly rule: string; readonly id: string; readonly message: string }[];
}

const imports = async (file: string, ...words: readonly string[]) => {
  const { code, printed, noted } = await runInTest(["lca", "import", file, "--to", folder, "--json", ...words]);
  const report = code === 0 ? (JSON.parse(printed) as Report) : undefined;
  return { code, report, noted };
};
const archive = (name: string): string => join(import.meta.dirname, `../../../../test/data/openlca/${name}.zip`);
const pyrolysis = "64dec5f5-ce97-40f2-a767-2fc665dfb473";
const [chips, sawmill] = ["7597d8b1-16c8-39c4-bab9-01c327626f08", "0fc3aa0c-865f-33b1-92d7-4db5ad1c8c1c"];

/** A zip of documents, stored as they are: each with its header, then their directory and its end. */
function zipOf(documents: readonly { readonly "@id": string }[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const one of documents) {
    const [path, body] = [Buffer.from(`all/${one["@id"]}.json`), Buffer.from(JSON.stringify(one))];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(10, 0);
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(path.length, 22);
    const listed = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 10, 0]), common, Buffer.alloc(14), path]);
    listed.writeUInt32LE(offset, 42);
    directory.push(listed);
    bodies.push(Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, path, body]));
    offset += 30 + path.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.set([0x50, 0x4b, 5, 6]);
  end.writeUInt16LE(documents.length, 8);
  end.writeUInt16LE(documents.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

test("--allocation splits a process by a method its file has sound factors of, and the report says how", async () => {
  expect((await imports(archive("US-FPL"))).report?.counts["refused"]).toBe(15);
  const { report } = await imports(archive("US-FPL"), "--allocation", `${pyrolysis}=physical`);
  expect(report?.counts["refused"]).toBe(8);
  expect(report?.findings).toContainEqual({
    rule: "split-by-file",
    id: pyrolysis,
    message: expect.stringContaining("physical factors"),
  });
});

test("--provider links a flow to the process that is named, and may stand several times", async () => {
  expect((await imports(archive("US-FPL"))).report?.counts).toMatchObject({ linked: 2, linkedBySoleSupplier: 1 });
  const words = ["--provider", `${chips}=${sawmill}`, "--provider", "nothing=nowhere", "--same-location"];
  const { report } = await imports(archive("US-FPL"), ...words);
  expect(report?.counts).toMatchObject({ linked: 3, linkedBySoleSupplier: 0 });
  expect(report?.findings.filter(({ rule }) => rule === "rule-without-use").map(({ id }) => id)).toEqual(["nothing"]);
});

test.each([
  ["--allocation", `${pyrolysis}=fair`, "physical, economic, causal"],
  ["--allocation", "physical", "physical, economic, causal"],
  ["--provider", "flow", "flow=process"],
])("%s %s is wrong usage, and the help says what is right", async (option, text, right) => {
  const { code, noted } = await imports(archive("US-FPL"), option, text);
  expect(code).toBe(2);
  expect(noted).toContain(right);
});

test("--avoided-as-credit reads an avoided product on the input side as openLCA's database keeps it", async () => {
  const ref = (id: string) => ({ "@id": id });
  const product = (id: string) => ({
    ...{ "@type": "Flow", "@id": id, name: id, flowType: "PRODUCT_FLOW" },
    flowProperties: [{ flowProperty: ref("mass"), isRefFlowProperty: true, conversionFactor: 1 }],
  });
  const of = (id: string, amount: number) => ({ flow: ref(id), flowProperty: ref("mass"), unit: ref("kg"), amount });
  const made = (id: string) => ({ ...of(id, 1), internalId: 1, isQuantitativeReference: true });
  const avoided = { ...of("coal", 0.3), internalId: 2, isInput: true, isAvoidedProduct: true };
  const file = join(folder, "avoided.zip");
  const documents = [
    {
      "@type": "UnitGroup",
      "@id": "masses",
      units: [{ "@id": "kg", name: "kg", conversionFactor: 1, isRefUnit: true }],
    },
    { "@type": "FlowProperty", "@id": "mass", name: "mass", unitGroup: ref("masses") },
    ...[product("coal"), product("steel")],
    { "@type": "Process", "@id": "C", name: "C", exchanges: [made("coal")] },
    { "@type": "Process", "@id": "S", name: "S", exchanges: [made("steel"), avoided] },
  ];
  writeFileSync(file, zipOf(documents));
  expect((await imports(file)).report?.counts).toMatchObject({ linked: 2, refused: 1 });
  const { report } = await imports(file, "--avoided-as-credit");
  expect(report?.counts).toMatchObject({ linked: 2, linkedBySoleSupplier: 1, refused: 0 });
  expect(readFileSync(join(folder, "A.mtx"), "utf8")).toContain("\n1 2 0.3\n");
});

test("for people, a rule of the command line that met nothing is told first, then few of each kind and how many more there are", async () => {
  const words = ["--allocation", "nope=physical", "--gwp", "AR6"];
  const { noted } = await runInTest(["lca", "import", archive("beef-cattle-finishing"), "--to", folder, ...words]);
  const lines = noted.trim().split("\n");
  expect(lines).toHaveLength(7);
  expect(lines[0]).toMatch(/nope/);
  expect(lines[1]).toMatch(
    /^refused: Process "bb4f02fd-.*no exchange marked as its quantitative reference\. Mark one\.$/,
  );
  expect(lines[2]).toMatch(/^cut off: input "Diesel, .* Add a process that supplies it\.$/);
  expect(lines[3]).toMatch(/^cut off: input "DDGS, [^"]*" of 1623 t of process "1b97b691-[^"]*"\.$/);
  expect(lines[4]).toMatch(/^cut off: /);
  expect(lines[5]).toMatch(/^missing-reference|^[a-z-]+: /);
  expect(lines[6]).toMatch(/^\.\.\. and 50 more cut off; --json lists all\.$/);
  expect(noted.length).toBeLessThan(15 * 80); // with the nine lines of counts, a screen
});
