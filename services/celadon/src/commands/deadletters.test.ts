import { expect, test } from "vitest";
import { refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const origin = "telemetry:3:5121";
const path = "/v1/dead-letters/telemetry%3A3%3A5121";
const letter = {
  origin,
  factory: "mill",
  reason: "undecodable",
  evidence: "The record is no TelemetryRecord.",
  state: "open",
  firstSeen: "2026-03-01T00:00:00Z",
  bytes: 3,
  keptBytes: 3,
  sha256: "ab",
  decisions: [],
};

test("dead letters are a table for people", async () => {
  const other = { ...letter, origin: "activity:0:7", state: "replayed", bytes: 2_000 };
  const args = ["deadletters", "list", "--state", "open", "--reason", "undecodable", "--factory", "mill"];
  const { code, printed, asked } = await runInTest(args, { "GET /v1/dead-letters": [letter, other] });
  expect({ code, query: asked[0]?.query }).toEqual({
    code: 0,
    query: { state: "open", reason: "undecodable", factory: "mill" },
  });
  expect(printed).toMatchInlineSnapshot(`
    "ORIGIN            FACTORY  FIRST SEEN            BYTES  STATE     REASON       WHY
    telemetry:3:5121  mill     2026-03-01T00:00:00Z      3  open      undecodable  The record is no TelemetryRecord.
    activity:0:7      mill     2026-03-01T00:00:00Z   2000  replayed  undecodable  The record is no TelemetryRecord.
    "
  `);
});

test("--json is the answer of the interface, byte for byte", async () => {
  const text = `[${JSON.stringify(letter)}]\n`;
  const answers = { "GET /v1/dead-letters": text, [`GET ${path}`]: JSON.stringify(letter) };
  expect((await runInTest(["deadletters", "list", "--json"], answers)).printed).toBe(text);
  expect((await runInTest(["deadletters", "show", origin, "--json"], answers)).printed).toBe(
    `${JSON.stringify(letter)}\n`,
  );
});

test("no dead letters, and a state that is none, are said", async () => {
  const none = await runInTest(["deadletters", "list"], { "GET /v1/dead-letters": "[]\n" });
  expect(none).toMatchObject({ code: 0, printed: "", noted: "No dead letters: every record could be taken.\n" });
  expect((await runInTest(["deadletters", "list", "--state", "gone"])).code).toBe(2);
});

test("one letter shows why, what was decided, what its bytes are and what today says to them", async () => {
  const detail = {
    ...{ ...letter, content: "Cv8B", today: "It can be read today: 1 reading.", isReadable: true },
    hex: "00000000  0a ff 01  ...",
    decisions: [{ what: "dropped", at: "2026-03-02T00:00:00Z", who: "Li", why: "a test" }],
  };
  const { code, printed, noted } = await runInTest(["deadletters", "show", origin], { [`GET ${path}`]: detail });
  expect(code).toBe(0);
  expect(printed).toMatchInlineSnapshot(`
    "origin      telemetry:3:5121
    factory     mill
    first seen  2026-03-01T00:00:00Z
    reason      undecodable
    why         The record is no TelemetryRecord.
    today       It can be read today: 1 reading.
    state       open
    dropped     2026-03-02T00:00:00Z by Li: a test
    length      3 bytes
    SHA-256     ab

    00000000  0a ff 01  ...
    "
  `);
  expect(noted).toBe(`\nTake it in: celadon deadletters replay ${origin}\n`);
  const cut = { ...detail, bytes: 2_000_000 };
  const ofCut = await runInTest(["deadletters", "show", origin], { [`GET ${path}`]: cut });
  expect(ofCut.printed).toContain("length      2,000,000 bytes, the first 3 of them kept\n");
  expect(ofCut.noted).toBe("");
});

test("replaying sends who and why for each letter; what was replayed before is said and is no failure", async () => {
  const answers = {
    [`POST ${path}/replay`]: { ...letter, state: "replayed", changed: true, position: "3:9" },
    "POST /v1/dead-letters/telemetry%3A0%3A1/replay": { ...letter, state: "replayed", changed: false },
  };
  const ran = await runInTest(["deadletters", "replay", origin, "telemetry:0:1", "--why", "mended"], answers);
  expect(ran).toMatchObject({
    code: 0,
    printed: `${origin}  replayed\ntelemetry:0:1  was replayed before: nothing was published\n`,
  });
  expect(ran.asked.map(({ body }) => JSON.parse(String(body)))).toEqual([
    { who: "mei", why: "mended" },
    { who: "mei", why: "mended" },
  ]);
});

test("--all replays every open letter of a kind; one that is refused does not stop the others, and the exit code is 1", async () => {
  const message = "The dead letter telemetry:3:5121 cannot be replayed: upgrade Celadon first.";
  const answers = {
    "GET /v1/dead-letters": [letter, { ...letter, origin: "telemetry:0:1" }],
    [`POST ${path}/replay`]: refusal(409, "not-replayable", message),
    "POST /v1/dead-letters/telemetry%3A0%3A1/replay": { ...letter, origin: "telemetry:0:1", changed: true },
  };
  const args = ["deadletters", "replay", "--all", "--reason", "undecodable"];
  const ran = await runInTest(args, answers);
  expect(ran).toMatchObject({ code: 1, printed: "telemetry:0:1  replayed\n", noted: `${origin}  ${message}\n` });
  expect(ran.asked[0]?.query).toEqual({ state: "open", reason: "undecodable" });
  const scripted = await runInTest([...args, "--json"], answers);
  expect(scripted.code).toBe(1);
  expect(JSON.parse(scripted.printed)).toMatchObject([
    { origin, error: { status: 409, code: "not-replayable" } },
    { origin: "telemetry:0:1", changed: true },
  ]);
});

test("with nothing open --all has nothing to do, and says so", async () => {
  const answers = { "GET /v1/dead-letters": [] };
  const { code, noted } = await runInTest(["deadletters", "replay", "--all"], answers);
  expect({ code, noted }).toEqual({ code: 0, noted: "No dead letter of that kind is open.\n" });
  expect((await runInTest(["deadletters", "replay", "--all", "--json"], answers)).printed).toBe("[]\n");
});

test("dropping says why", async () => {
  const answers = { [`POST ${path}/drop`]: { ...letter, state: "dropped", changed: true } };
  const ran = await runInTest(["deadletters", "drop", origin, "--why", "a test", "--who", "Li"], answers);
  expect(ran).toMatchObject({ code: 0, printed: `${origin}  dropped\n` });
  expect(JSON.parse(String(ran.asked[0]?.body))).toEqual({ who: "Li", why: "a test" });
});

test.each([
  [["replay"], "Say which dead letters to replay"],
  [["replay", origin, "--all"], "Say which dead letters to replay"],
  [["replay", origin, "--reason", "empty"], "--reason and --factory choose among --all"],
  [["drop", origin], "required option '--why <text>'"],
  [["drop", "--why", "a test"], "missing required argument 'origins'"],
])("%j is wrong usage: %s", async (args, sentence) => {
  expect(await runInTest(["deadletters", ...args])).toMatchObject({
    code: 2,
    noted: expect.stringContaining(sentence),
  });
});
