import { expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

const waiting = (at: string, reason: string, before: string, channel = "kwh") => ({
  ...{ factory: "mill", channel, at, localAt: at, value: "6500", unit: "kWh", reason, evidence: "It rose too fast." },
  before: { at: before, value: "1490" },
});
const first = waiting("2026-03-01T01:00:00Z", "spike", "2026-03-01T00:00:00Z");
const second = waiting("2026-03-01T02:00:00Z", "spike", "2026-03-01T00:00:00Z");
const other = waiting("2026-03-01T03:00:00Z", "overlap", "2026-03-01T00:00:00Z");
const third = waiting("2026-03-01T04:00:00Z", "spike", "2026-03-01T00:00:00Z");
const fourth = waiting("2026-03-01T06:00:00Z", "spike", "2026-03-01T05:00:00Z");
const elsewhere = waiting("2026-03-01T06:00:00Z", "spike", "2026-03-01T05:00:00Z", "water in");
const answers = {
  "GET /v1/quarantine": [first, second, other, third, fourth, elsewhere],
  "POST /v1/declarations": { id: "k1" },
};
const stretch = ["--from", "2026-03-01T00:00:00Z", "--to", "2026-03-02T00:00:00Z"];

test("each reading of the list has the command that would settle it under it, to be copied as it stands", async () => {
  const { printed } = await runInTest(["quarantine", "list"], answers);
  const lines = printed.split("\n").map((line) => line.trim());
  expect(lines[2]).toBe("celadon quarantine accept --factory mill --channel kwh --at 2026-03-01T01:00:00Z --why TEXT");
  expect(lines.at(-2)).toContain("--channel 'water in' --at");
});

test.each([
  [
    "counter-fell",
    "celadon declare reset --factory mill --channel kwh --at AT --closing 1490 --opening 6500 --why TEXT",
  ],
  ["unknown-channel", "celadon plant apply FILE"],
  ["rejected-by-person", "celadon declare list --factory mill --channel kwh"],
])("what %s wants is another command than accept", async (reason, command) => {
  const row = { ...first, reason };
  const { printed } = await runInTest(["quarantine", "list"], { "GET /v1/quarantine": [row] });
  expect(printed).toContain(command.replace("AT", row.at));
});

test.each([
  ["a spurious zero", "counter-fell", "0", "1490.5", "celadon quarantine reject"],
  ["a single absurd register", "above-rated", "6500", "1490", "celadon quarantine reject"],
  ["a register that was reset", "counter-fell", "3", "9", "celadon declare reset"],
  ["a jump from which the register goes on", "above-rated", "6500", "6501", "celadon quarantine accept"],
])("what %s wants is told by the next reading that counts", async (_, reason, value, next, command) => {
  const row = { ...first, reason, value, next: { value: next } };
  const { printed } = await runInTest(["quarantine", "list"], { "GET /v1/quarantine": [row] });
  expect(printed).toContain(`${command} --factory mill --channel kwh --at ${row.at}`);
});

test("of a register that fell the first reading has the reset that settles all behind it", async () => {
  const fell = [first, second, { ...fourth, at: "2026-03-01T07:00:00Z" }].map((one) => ({
    ...one,
    reason: "counter-fell",
  }));
  const { printed } = await runInTest(["quarantine", "list"], { "GET /v1/quarantine": fell });
  expect(printed.match(/declare reset .* --at \S+/g)?.map((one) => one.slice(-20))).toEqual([fell[0]?.at, fell[2]?.at]);
});

test("a reading from the future wants a clock to be set, and no command settles that", async () => {
  const row = { ...first, reason: "from-the-future" };
  const { printed } = await runInTest(["quarantine", "list"], { "GET /v1/quarantine": [row] });
  expect(printed).not.toContain("celadon quarantine accept");
});

test("reasons and pages are asked for in the words of the interface", async () => {
  const args = ["quarantine", "list", "--reason", "spike", "--reason", "overlap", "--page", "abc"];
  const { asked } = await runInTest(args, { "GET /v1/quarantine": [] });
  expect(asked[0]?.query).toMatchObject({ limit: "100", page: "abc" });
});

test("all that wait for a reason are one declaration for each run with no other reading in it", async () => {
  const args = ["quarantine", "accept", "--factory", "mill", "--reason", "spike", ...stretch, "--why", "a trial run"];
  const { code, printed, asked } = await runInTest(args, answers);
  const said = asked.slice(1).map(({ body }) => JSON.parse(String(body)));
  const common = { kind: "accept", factory: "mill", who: "mei", why: "a trial run" };
  expect(said).toEqual([
    { ...common, channel: "kwh", at: first.at, to: "2026-03-01T02:00:00.001Z" },
    { ...common, channel: "kwh", at: third.at },
    { ...common, channel: "kwh", at: fourth.at },
    { ...common, channel: "water in", at: elsewhere.at },
  ]);
  expect([code, printed]).toEqual([0, expect.stringContaining("Accepted: 5 readings by 4 declarations.")]);
});

test("one reading is rejected as celadon declare would reject it", async () => {
  const which = ["--factory", "mill", "--channel", "kwh", "--at", first.at, "--why", "a test", "--who", "Li"];
  const bodies = await Promise.all(
    ["quarantine", "declare"].map(async (command) => (await runInTest([command, "reject", ...which], answers)).asked),
  );
  const [ours, theirs] = bodies.map((asked) => asked.map(({ path, body }) => [path, JSON.parse(String(body))]));
  expect(ours).toEqual(theirs);
});

test.each([
  [["--reason", "spike"], "--reason needs --from and --to"],
  [["--reason", "spike", "--at", first.at, ...stretch], "say one of the two"],
  [["--channel", "kwh"], "Say which readings"],
  [["--channel", "kwh", "--at", first.at, "--from", first.at], "--from goes with --reason"],
])("accept %j leaves open which readings are meant, and is wrong usage", async (args, sentence) => {
  const { code, noted, asked } = await runInTest(["quarantine", "accept", "--factory", "mill", ...args, "--why", "w"]);
  expect([code, noted, asked]).toEqual([2, expect.stringContaining(sentence), []]);
});

test("a reason for which nothing waits is refused with those for which something does", async () => {
  const args = ["quarantine", "accept", "--factory", "mill", "--reason", "spikes", ...stretch, "--why", "w"];
  const { code, noted } = await runInTest(args, answers);
  expect([code, noted]).toEqual([1, expect.stringContaining("what waits there is overlap, spike")]);
});

test("one reading is shown between its neighbours, with what was declared about it", async () => {
  const reading = { ...first, quality: "measured", revision: 0, marks: [], verdict: "quarantined" };
  const { reason: _, evidence: __, ...plain } = { ...reading, verdict: "accepted", value: "1490" };
  const shown = {
    ...{ ...reading, received: null, origin: null },
    earlier: [{ ...plain, at: "2026-03-01T00:00:00Z", localAt: "2026-03-01T00:00:00Z" }],
    later: [],
    declarations: [{ id: "k1", kind: "reject", who: "Li", why: "a test" }],
  };
  const args = ["quarantine", "show", "--factory", "mill", "--channel", "kwh", "--at", first.at];
  const { printed } = await runInTest(args, { "GET /v1/quarantine/reading": shown });
  expect(printed).toMatchInlineSnapshot(`
    "   AT                    VALUE  QUALITY   VERDICT
       2026-03-01T00:00:00Z   1490  measured  accepted
    >  2026-03-01T01:00:00Z   6500  measured  quarantined: spike

    why       It rose too fast.
    settle    celadon quarantine accept --factory mill --channel kwh --at 2026-03-01T01:00:00Z --why TEXT
    declared  reject by Li: a test (key k1)
    came      not kept: that is remembered of the newest reading alone
    bytes     not kept of what is stored; of what was refused: GET /v1/requests/ID/refused, celadon deadletters list
    "
  `);
});
