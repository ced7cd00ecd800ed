import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-plant-"));
const steel = readFileSync(new URL("../../../../test/data/plants/steel-2018.yaml", import.meta.url), "utf8");
const inFolder = { folder };

test("a new plant file has no fault, and an editor finds its schema", async () => {
  expect(await runInTest(["plant", "new", "mine.yaml"], {}, inFolder)).toMatchObject({ code: 0, printed: "" });
  const text = readFileSync(join(folder, "mine.yaml"), "utf8");
  const schema = /\$schema=(.*)/.exec(text)?.[1];
  expect(existsSync(join(folder, schema as string))).toBe(true);
  const check = await runInTest(["plant", "check", "mine.yaml"], {}, inFolder);
  expect(check).toMatchObject({ code: 0, printed: "" });
  expect(check.noted).toContain('mine.yaml: no fault. Plant "my-plant" with 2 channels, 1 process, 1 product.');
});

test("a plant file that exists is not overwritten", async () => {
  writeFileSync(join(folder, "there.yaml"), "mine");
  const { code, noted } = await runInTest(["plant", "new", "there.yaml"], {}, inFolder);
  expect(code).toBe(1);
  expect(noted).toBe("celadon: there.yaml exists already, and is left as it is: name another file.\n");
  expect(readFileSync(join(folder, "there.yaml"), "utf8")).toBe("mine");
});

test("every fault of a plant file is told with its line and its fix, and ends with 1", async () => {
  writeFileSync(join(folder, "bad.yaml"), steel.replace("unit: kWh", "unit: kWhh").replace("place: KR", "plaze: KR"));
  const { code, printed, noted } = await runInTest(["plant", "check", "bad.yaml"], {}, inFolder);
  expect(code).toBe(1);
  expect(printed).toMatch(/^bad\.yaml:14:1: .*plaze.*place/m);
  expect(printed).toMatch(/^bad\.yaml:\d+:\d+: .*kWhh/m);
  expect(noted).toMatch(/^bad\.yaml: \d faults\n$/);
  const json = await runInTest(["plant", "check", "bad.yaml", "--json"], {}, inFolder);
  expect(JSON.parse(json.printed)).toHaveLength(printed.trim().split("\n").length);
});

test("a plant whose electricity has no factor is warned of, and the warnings are counted", async () => {
  writeFileSync(join(folder, "far.yaml"), steel.replace("place: KR", "place: CN-GD").replace(/^ +row: .*\n/m, ""));
  const { code, printed, noted } = await runInTest(["plant", "check", "far.yaml"], {}, inFolder);
  expect(code).toBe(0);
  expect(printed).toMatch(
    /^far\.yaml:\d+:\d+: warning: No factor for "electricity\/grid" at CN-GD .* Beside the factor write `/m,
  );
  expect(noted).toContain("far.yaml: no fault, 1 warning. Plant");
});

test("applying a file sends it as it is, with who and why, and says what is in force", async () => {
  writeFileSync(join(folder, "steel.yaml"), steel);
  const answer = {
    factory: "steel",
    changed: true,
    localEffectiveFrom: "2018-01-01T00:00:00+09:00",
    channels: ["a", "b"],
    products: ["c"],
  };
  const args = ["plant", "apply", "steel.yaml", "--why", "first"];
  const { code, printed, asked } = await runInTest(args, { "POST /v1/plants": answer }, inFolder);
  expect({ code, printed }).toEqual({
    code: 0,
    printed: 'Plant "steel" (2 channels, 1 product) is in force from 2018-01-01T00:00:00+09:00 on.\n',
  });
  expect(asked[0]?.query).toEqual({ who: "mei", why: "first" });
  expect(asked[0]?.body.toString()).toBe(steel);
});

test("a faulty file is refused line by line", async () => {
  writeFileSync(join(folder, "steel.yaml"), steel);
  const details = [{ line: 9, column: 3, path: "x", severity: "fault", problem: "P.", fix: "F." }];
  const answers = { "POST /v1/plants": refusal(400, "plant-faults", "Mend it.", details) };
  expect(await runInTest(["plant", "apply", "steel.yaml"], answers, inFolder)).toMatchObject({
    code: 1,
    noted: "steel.yaml:9:3: P. F.\nceladon: Mend it.\n",
  });
});

test("the text of a model comes back as it was applied", async () => {
  const ran = await runInTest(["plant", "show", "my plant"], { "GET /v1/plants/my%20plant": steel });
  expect(ran).toMatchObject({ code: 0, printed: steel });
});
