import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const report = {
  request: "r1",
  accepted: 105120,
  quarantined: 0,
  rejected: 0,
  duplicates: 0,
  conflicts: 0,
  reasons: {},
  warnings: [],
  refused: [],
  refusedLeftOut: 0,
  refusedAt: "/v1/requests/r1/refused",
};
const line = { line: 7, verdict: "rejected", reason: "bad-value", evidence: '"abc" is no number: write digits.' };
const applied = { factory: "gwangyang-steel", changed: true, localEffectiveFrom: "2018-01-01T00:00:00+09:00" };

const clone = (path: string): string => join(import.meta.dirname, "..", "..", "..", "..", path);
const plantFile = clone("test/data/plants/steel-2018.yaml");
const steel = clone("test/data/Steel_industry_data.csv");
const folder = mkdtempSync(join(tmpdir(), "celadon-ingest-"));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test("a file of another system goes out whole, by the rule that fits, after the plant file was applied", async () => {
  const answers = { "POST /v1/plants": applied, "POST /v1/readings": report };
  const { code, printed, noted, asked } = await runInTest(["ingest", steel, "--plant", plantFile], answers);
  expect(code).toBe(0);
  expect(printed).toContain("105,120 readings");
  expect(noted).toContain('plant "gwangyang-steel" applied, in force from 2018-01-01T00:00:00+09:00 on');
  expect(noted).toContain('read by the import rule "uci" of plant "gwangyang-steel"');
  const [plant, readings] = asked;
  expect(plant?.query).toEqual({ who: "mei" });
  expect(readings?.query).toEqual({ factory: "gwangyang-steel", format: "csv", import: "uci" });
  expect(readings?.headers["content-type"]).toBe("text/csv");
  expect(readings?.body.equals(readFileSync(steel))).toBe(true);
});

const twoKinds = (times: readonly string[]): string =>
  `Time,Grid [kWh],Gas [m3]\n${times.map((time, i) => `${time},${10 + (i % 3)},${5000 + 7 * i}`).join("\n")}\n`;
const hours = Array.from({ length: 40 }, (_, i) => Temporal.PlainDateTime.from("2026-01-12T00:00").add({ hours: i }));
const withImports = (imports: string): string => `factory: csv-mill
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2026-01-01
channels:
  gridKwh: { kind: interval, unit: kWh, period: 1h }
  gasM3: { kind: counter, unit: Nm3, period: 1h, ratedPerHour: 100 }
processes:
  box making:
    makes: { boxes: 1 t per hour }
    takes: { electricity: { amount: gridKwh, factor: electricity/grid } }
products:
  boxes: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
${imports}`;
const oneRule = (stamp: string): string => `imports:
  all:
    format: csv
    time: { column: Time, format: YYYY-MM-DD HH:mm, stamp: ${stamp} }
    columns: { "Grid [kWh]": gridKwh, "Gas [m3]": gasM3 }
`;
const twoRules = (format: string): string => `imports:
  amounts:
    format: csv
    time: { column: Time, format: ${format}, stamp: start }
    columns: { "Grid [kWh]": gridKwh }
  registers:
    format: csv
    time: { column: Time, format: ${format}, stamp: instant }
    columns: { "Gas [m3]": gasM3 }
`;

test("a file of amounts and registers with local times, day first: each sentence names the fix that the next one does not take back", async () => {
  const csv = file(
    "local.csv",
    twoKinds(
      hours.map((at) =>
        at
          .toString()
          .slice(0, 16)
          .replace(/^(.*)-(.*)-(.*)T/, "$3/$2/$1 "),
      ),
    ),
  );
  const answers = { "POST /v1/plants": { ...applied, changed: false }, "POST /v1/readings": report };
  const ingesting = (yaml: string, ...more: string[]) =>
    runInTest(["ingest", csv, "--plant", file("plant.yaml", yaml), ...more], answers);
  for (const stamp of ["start", "end", "instant"]) {
    const { code, noted } = await ingesting(withImports(oneRule(stamp)));
    expect(code).toBe(1);
    expect(noted).toContain(
      'Make two rules of it: one with `stamp: start` or `stamp: end` and the columns of "gridKwh", one with `stamp: instant` and those of "gasM3".',
    );
    expect(noted).toContain("plant.yaml has 1 fault:");
  }
  const several = await ingesting(withImports(twoRules("YYYY-MM-DD HH:mm")));
  expect(several).toMatchObject({
    code: 2,
    noted: expect.stringContaining("ingest it once with each, --import amounts, then --import registers."),
  });
  const format = await ingesting(withImports(twoRules("YYYY-MM-DD HH:mm")), "--import", "amounts");
  expect(format).toMatchObject({
    code: 1,
    noted: expect.stringContaining("The times of the file have the format `DD/MM/YYYY HH:mm`: write that."),
  });
  for (const rule of ["amounts", "registers"]) {
    const { code, asked } = await ingesting(withImports(twoRules("DD/MM/YYYY HH:mm")), "--import", rule);
    expect([code, asked.at(-1)?.query["import"]]).toEqual([0, rule]);
  }
});

test("a file of our own form without factory or offsets is told whose and on which clock, and then goes out", async () => {
  const lines = (offset: string): string =>
    `channel,at,value\n${hours.map((at) => `gridKwh,${at.toString()}${offset},1\n`).join("")}`;
  const [local, whole] = [file("own.csv", lines("")), file("whole.csv", lines("+08:00"))];
  const answers = { "POST /v1/plants": { ...applied, changed: false }, "POST /v1/readings": report };
  expect(await runInTest(["ingest", local], answers)).toMatchObject({
    code: 2,
    noted: expect.stringContaining("does not say whose readings it holds: add --plant FILE or --factory NAME."),
  });
  const plant = ["--plant", file("plant.yaml", withImports(""))];
  expect(await runInTest(["ingest", local, ...plant], answers)).toMatchObject({
    code: 1,
    noted: expect.stringContaining(
      'Line 2: its time states no offset from UTC. The clock of "csv-mill" is that of Asia/Shanghai: write such a time as 2026-01-12T00:00:00+08:00.',
    ),
  });
  expect(await runInTest(["ingest", whole, ...plant], answers)).toMatchObject({ code: 0 });
});

test("a misspelt row is told together with the other faults of the plant file", async () => {
  const yaml = withImports("").replace(
    "amount: gridKwh, factor: electricity/grid",
    "amount: gridKwhh, factor: electricity/grid, row: grid-cn-footprint-204",
  );
  const { code, noted } = await runInTest(["ingest", steel, "--plant", file("faulty.yaml", yaml)]);
  expect(code).toBe(1);
  expect(noted).toContain('Channel "gridKwhh" is not declared.');
  expect(noted).toContain('No factor row is called "grid-cn-footprint-204". Did you mean "grid-cn-footprint-2024"');
  expect(noted).toContain("faulty.yaml has 2 faults");
});

test("a compressed file goes out as it is, known by its bytes and not by its name", async () => {
  const packed = gzipSync('{"channel":"main","at":"2026-01-01T00:00:00Z","value":1}\n');
  const args = ["ingest", file("readings.ndjson", packed), "--factory", "mill"];
  const { code, asked } = await runInTest(args, { "POST /v1/readings": report });
  expect(code).toBe(0);
  expect(asked[0]?.headers["content-encoding"]).toBe("gzip");
  expect(asked[0]?.body.equals(packed)).toBe(true);
});

test("what was taken and looks wrong is said beside the counts", async () => {
  const warning = 'Channel "mainKwh" is declared as amounts, and its 721 values here only rise.';
  const answers = { "POST /v1/readings": { ...report, warnings: [warning] } };
  const { code, noted } = await runInTest(["ingest", file("one.ndjson", "{}\n"), "--factory", "mill"], answers);
  expect(code).toBe(0);
  expect(noted).toContain(`warning: ${warning}\n`);
});

test("standard input is read once and sent whole", async () => {
  const input = Readable.from([Buffer.from('{"channel":'), Buffer.from('"main"}\n')]);
  const args = ["ingest", "-", "--factory", "mill", "--format", "ndjson", "--json"];
  const { code, printed, asked } = await runInTest(args, { "POST /v1/readings": report }, { input });
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toEqual(report);
  expect(asked[0]?.body.toString()).toBe('{"channel":"main"}\n');
});

test("refused lines are told by line, kept in a file where asked for, and end with 1", async () => {
  const answers = {
    "POST /v1/readings": {
      ...report,
      accepted: 2,
      rejected: 101,
      reasons: { "bad-value": 101 },
      refused: [
        line,
        { ...line, line: 8, evidence: '"de" is no number: write digits.' },
        { ...line, line: 9, evidence: '"12x" is no number: write digits.' },
        { line: 9, verdict: "quarantined", reason: "unknown-channel", evidence: 'No model declares channel "9".' },
        { ...line, line: 11, evidence: '"" is no number: write digits.' },
      ],
      refusedLeftOut: 100,
    },
    "GET /v1/requests/r1/refused": "[all 101 lines]",
  };
  const readings = file("some.ndjson", "{}\n");
  const args = ["ingest", readings, "--factory", "mill", "--refused", join(folder, "refused.json")];
  const { code, printed, noted } = await runInTest(args, answers);
  expect(code).toBe(1);
  expect(printed.replace(readings, "some.ndjson")).toMatchInlineSnapshot(`
    "some.ndjson: 103 readings
      accepted    2  stored (what was there already changes nothing), and counted in their hours
      rejected  101  not stored: mend these lines and send them again

    By reason: bad-value 101

    COUNT  LINES         VERDICT      REASON           WHY, AND WHAT TO DO
        4  7, 8, 9, ...  rejected     bad-value        "abc" is no number: write digits.
        1  9             quarantined  unknown-channel  No model declares channel "9".
    "
  `);
  expect(noted).toContain("These are the first 5 lines; 100 more do not count.");
  expect(readFileSync(join(folder, "refused.json"), "utf8")).toBe("[all 101 lines]");
});

test("a file that no rule fits is not read: its rule is proposed, and the exit code is 1", async () => {
  const rows = Array.from({ length: 96 }, (_, i) => {
    const minutes = i * 15;
    const two = (n: number) => String(n).padStart(2, "0");
    return `2026-01-01 ${two(Math.floor(minutes / 60))}:${two(minutes % 60)};1,5`;
  });
  const other = file("scada.csv", `Zeit;Wirkarbeit kWh\n${rows.join("\n")}\n`);
  const args = ["ingest", other, "--plant", plantFile];
  const { code, printed, noted, asked } = await runInTest(args, { "POST /v1/plants": { ...applied, changed: false } });
  expect(code).toBe(1);
  expect(printed).toContain('delimiter: ";"');
  expect(printed).toContain('"Wirkarbeit kWh": wirkarbeitKWh');
  expect(noted).toContain('fits its header.\nImport rule "uci" reads "date", ');
  expect(noted).toContain(`Nothing was read, and ${plantFile} not applied.`);
  expect(asked).toEqual([]);
});

test("a file of one row is told to need more rows, not that it has no pattern", async () => {
  const { code, noted } = await runInTest(["ingest", file("one.csv", "Month;Gas [m3]\n2026-01;1234\n")]);
  expect(code).toBe(1);
  expect(noted).toContain("It has 1 row below its header, and a rule can be proposed from 3 on");
  expect(noted).not.toContain("No pattern");
});

test("a plant file is not applied for a file of which nothing can be read", async () => {
  const header = readFileSync(steel, "utf8").split("\n")[0] as string;
  const torn = file("torn.csv", `${header}\n01/01/2018 00:15,1\n01/01/2018 00:30,2\n`);
  const { code, noted, asked } = await runInTest(["ingest", torn, "--plant", plantFile], {
    "POST /v1/plants": applied,
  });
  expect(code).toBe(1);
  expect(noted).toContain(
    `Nothing in the beginning of ${torn} can be read, so nothing was applied or sent. Line 2: The record has 2 cells`,
  );
  expect(asked).toEqual([]);
});

test("a plant file with faults is told by line, and nothing is asked of anybody", async () => {
  const bad = file("bad.yaml", readFileSync(plantFile, "utf8").replace("unit: kWh", "unit: kWhh"));
  const { code, noted, asked } = await runInTest(["ingest", steel, "--plant", bad]);
  expect(code).toBe(1);
  expect(noted).toMatch(/bad\.yaml:\d+:\d+: .*kWhh/);
  expect(noted).toMatch(/bad\.yaml has \d+ faults?: mend the lines named\. Nothing was applied or read\.\n$/);
  expect(asked).toEqual([]);
});

test("readings that are kept and do not count end with 1 too", async () => {
  const answers = { "POST /v1/readings": { ...report, quarantined: 1 } };
  const args = ["ingest", file("kept.ndjson", "{}\n"), "--factory", "mill"];
  expect((await runInTest(args, answers)).code).toBe(1);
  expect((await runInTest(args, { "POST /v1/readings": report })).code).toBe(0);
});

test("a register longer than what is looked at is proposed as a counter: the line cut in the middle is left out", async () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
    return `${at},${(48_231.5 + i * 1.25).toFixed(2)}`;
  });
  const { printed } = await runInTest(["ingest", file("register.csv", `Time,Main meter 1 kWh\n${rows.join("\n")}\n`)]);
  expect(printed).toContain("kind: counter # its values only rise: 48231.50 to ");
  expect(printed).toContain("stamp: instant");
});

test("faults that only the service finds are told by line before anything is sent", async () => {
  const details = [{ line: 3, column: 5, path: "place", severity: "fault", problem: "No place.", fix: "Write one." }];
  const answers = { "POST /v1/plants": refusal(400, "plant-faults", "The plant model has 1 fault: mend it.", details) };
  const { code, noted, asked } = await runInTest(["ingest", steel, "--plant", plantFile], answers);
  expect(code).toBe(1);
  expect(noted).toContain(`${plantFile}:3:5: No place. Write one.\nceladon: The plant model has 1 fault: mend it.\n`);
  expect(asked).toHaveLength(1);
});

test.each([
  [["ingest", "absent.csv"], 1, "There is no file absent.csv"],
  [["ingest", "."], 1, ". is a folder: name a file in it."],
  [["ingest", plantFile, "--factory", "mill"], 2, "does not say what it is: add --format csv, ndjson or json"],
  [["ingest", steel, "--plant", plantFile, "--factory", "mill"], 2, 'is of factory "gwangyang-steel", not of "mill"'],
  [["ingest", steel, "--plant", plantFile, "--import", "uic"], 2, 'no import rule "uic". Did you mean "uci"?'],
  [["ingest", steel, "--format", "xml"], 2, "Allowed choices are csv, ndjson, json"],
])("%j ends with %i and a sentence", async (args, code, sentence) => {
  const ran = await runInTest(args, { "POST /v1/plants": applied });
  expect(ran.noted).toContain(sentence);
  expect(ran.code).toBe(code);
});
