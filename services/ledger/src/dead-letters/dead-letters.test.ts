import { contractVersion, DeadLetter, type KeptLetter, topics } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import { owner, refusalOf } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dropLetter } from "./drop-letter.ts";
import { letterOf } from "./letter-of.ts";
import { engineerOf, lettersInTest, oneReading } from "./letters-in-test.ts";
import { type LetterScope, listLetters } from "./list-letters.ts";
import { replayLetter } from "./replay-letter.ts";

// One ledger for the whole file; each test has a factory of its own.
let celadon: Awaited<ReturnType<typeof lettersInTest>>;
beforeAll(async () => {
  celadon = await lettersInTest();
}, 60_000);
afterAll(() => celadon?.[Symbol.asyncDispose]());

const garbage = new Uint8Array([0x0a, 0xff, 0x01]);
const list = async (scope: Partial<LetterScope>, pageRows?: number): Promise<readonly KeptLetter[]> => {
  const letters: KeptLetter[] = [];
  for await (const one of listLetters(celadon.ports.store, { within: "all", ...scope }, pageRows)) letters.push(one);
  return letters;
};
const signed = (origin: string) => ({ origin, who: "Li", why: "a test" });
const codeOf = async (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => refusalOf(error)?.code,
  );

/** A dead letter as another part would publish it. */
async function sendLetter(origin: string, content: Uint8Array, more: Partial<DeadLetter> = {}): Promise<void> {
  const letter = DeadLetter.encode({
    ...{ factory: "mill", origin, reason: "undecodable", evidence: "No.", content, schema: 0 },
    ...{ contentLength: BigInt(content.length), contentHash: sha256Hex(content), firstSeenMs: 1_000n },
    ...more,
  }).finish();
  await celadon.ports.log.publish(topics.deadLetter.name, "mill", letter);
  await celadon.kept();
}

test("what the ledger cannot take is kept under the place it came from, with its bytes", async () => {
  const origin = await celadon.publish("kept", garbage);
  expect(await list({ factory: "kept" })).toMatchObject([
    {
      ...{ origin, factory: "kept", reason: "undecodable", state: "open", decisions: [] },
      ...{ contentLength: 3n, keptLength: 3n, contentHash: sha256Hex(garbage) },
      evidence: expect.stringContaining("The record is no celadon.telemetry.v1.TelemetryRecord"),
    },
  ]);
  expect((await letterOf(celadon.ports.store, origin, engineerOf("kept"))).content).toEqual(Buffer.from(garbage));
});

test("a letter that comes again is one row, which says when it was seen first", async () => {
  const origin = "telemetry:1:1";
  await sendLetter(origin, garbage, { factory: "twice", firstSeenMs: 5_000n });
  await sendLetter(origin, garbage, { factory: "twice", firstSeenMs: 4_000n });
  await sendLetter(origin, garbage, { factory: "twice", firstSeenMs: 9_000n });
  expect((await list({ factory: "twice" })).map(({ firstSeenMs }) => firstSeenMs)).toEqual([4_000n]);
});

test("any text is kept as it is", async () => {
  const evidence = 'tab\t, line\n, quote " and \\N, 皮革';
  await sendLetter("http:1:ab\t:2", garbage, { factory: "皮革\t", evidence, reason: "refused-by-store" });
  expect(await list({ factory: "皮革\t", reason: "refused-by-store" })).toMatchObject([
    { origin: "http:1:ab\t:2", evidence },
  ]);
});

test("what is no dead letter in their topic is kept as one about itself", async () => {
  await celadon.publish("broken", garbage, topics.deadLetter.name);
  expect(await list({ factory: "broken" })).toMatchObject([
    { origin: expect.stringMatching(/^dead-letter:0:\d+$/), evidence: expect.stringContaining("DeadLetter") },
  ]);
});

test("replaying publishes the very bytes once; again it says so and publishes nothing", async () => {
  const before = await celadon.countReadings();
  const origin = "telemetry:2:2";
  await sendLetter(origin, oneReading("replayed"), { factory: "replayed", reason: "unknown-schema" });
  const caller = engineerOf("replayed");
  const first = await replayLetter(signed(origin), caller, celadon.ports);
  expect(first).toMatchObject({ changed: true, place: { partition: 0 }, letter: { state: "replayed" } });
  expect(await celadon.countReadings()).toBe(before + 1);
  expect(await list({ factory: "replayed", state: "replayed" })).toEqual([first.letter]);
  expect(await list({ factory: "replayed", state: "open" })).toEqual([]);
  expect(await replayLetter(signed(origin), caller, celadon.ports)).toEqual({
    ...{ letter: first.letter, changed: false, place: undefined },
  });
  expect(await codeOf(dropLetter(signed(origin), caller, celadon.ports))).toBe("already-replayed");
});

test("a record that fails again is a new letter of its own", async () => {
  const origin = await celadon.publish("again", garbage);
  await replayLetter(signed(origin), engineerOf("again"), celadon.ports);
  await celadon.kept();
  const letters = await list({ factory: "again" });
  expect(letters.map(({ state }) => state).toSorted()).toEqual(["open", "replayed"]);
  expect(new Set(letters.map((letter) => letter.origin)).size).toBe(2);
});

test("a dropped letter stays dropped, says so when it is dropped again, and may be replayed still", async () => {
  const origin = await celadon.publish("dropped", garbage);
  const caller = engineerOf("dropped");
  expect(await dropLetter(signed(origin), caller, celadon.ports)).toMatchObject({ changed: true });
  expect(await dropLetter(signed(origin), caller, celadon.ports)).toMatchObject({
    changed: false,
    letter: { state: "dropped", decisions: [{ what: "dropped", who: "Li", why: "a test" }] },
  });
  celadon.clock.nowMs += 1_000;
  const { letter } = await replayLetter(signed(origin), caller, celadon.ports);
  expect(letter).toMatchObject({ state: "replayed", decisions: [{ what: "dropped" }, { what: "replayed" }] });
  expect((await letterOf(celadon.ports.store, origin, caller)).letter).toEqual(letter);
});

test("another letter of the same place, as a new set of topics has it, is open although the first was decided", async () => {
  const origin = "telemetry:3:3";
  await sendLetter(origin, garbage, { factory: "epochs" });
  await dropLetter(signed(origin), owner, celadon.ports);
  await sendLetter(origin, oneReading("epochs"), { factory: "epochs", firstSeenMs: 500n });
  expect((await list({ factory: "epochs" })).map(({ state }) => state)).toEqual(["open", "dropped"]);
  expect((await letterOf(celadon.ports.store, origin, owner)).letter.state).toBe("open");
});

test.each<[string, string, Partial<DeadLetter>, string]>([
  ["that was cut", "telemetry:4:1", { contentLength: 2_000_000n }, "of its 2000000 bytes only the first 3 are kept"],
  ["that never came to a topic", "http:1:ab:2", {}, "it was no whole record of a topic"],
  ["of the dead letters themselves", "dead-letter:0:9", {}, "it was no whole record of a topic"],
  ["of a newer writer", "telemetry:4:3", { schema: contractVersion + 1 }, "upgrade Celadon first"],
])("a letter %s is not replayed", async (_, origin, more, sentence) => {
  await sendLetter(origin, garbage, { factory: "refused", ...more });
  await expect(replayLetter(signed(origin), owner, celadon.ports)).rejects.toThrow(sentence);
  expect(await codeOf(replayLetter(signed(origin), owner, celadon.ports))).toBe("not-replayable");
  expect(await dropLetter(signed(origin), owner, celadon.ports)).toMatchObject({ changed: true });
});

test("a decision without who or why is refused, each by its name", async () => {
  const origin = await celadon.publish("unsigned", garbage);
  for (const decided of [replayLetter, dropLetter]) {
    await expect(decided({ origin, who: " ", why: "" }, owner, celadon.ports)).rejects.toThrow(
      '"who" must be given: a decision says by whom and why. "why" must be given',
    );
  }
  expect(await list({ factory: "unsigned", state: "open" })).toHaveLength(1);
});

test("who asks for a letter of another factory hears what they hear of one that is not there", async () => {
  const origin = await celadon.publish("mine", garbage);
  const { store } = celadon.ports;
  const [foreign, nowhere] = [letterOf(store, origin, engineerOf("theirs")), letterOf(store, "telemetry:9:9", owner)];
  expect([await codeOf(foreign), await codeOf(nowhere)]).toEqual(["unknown-dead-letter", "unknown-dead-letter"]);
  expect(await list({ within: ["mine"] })).toMatchObject([{ origin }]);
  expect(await list({ within: ["theirs"] })).toEqual([]);
});

test("bytes that speak of another factory than their key are replayed only by who may change both", async () => {
  const origin = "telemetry:5:1";
  await sendLetter(origin, oneReading("victim"), { factory: "sender" });
  expect(await codeOf(replayLetter(signed(origin), engineerOf("sender"), celadon.ports))).toBe("foreign-factory");
  expect(await list({ factory: "sender", state: "open" })).toHaveLength(1);
});

test("pages of one row are the list of all, in the order they were seen first", async () => {
  for (const at of [3n, 1n, 2n]) {
    await sendLetter(`telemetry:6:${at}`, garbage, { factory: "paged", firstSeenMs: at });
  }
  const letters = await list({ factory: "paged" }, 1);
  expect(letters.map(({ firstSeenMs }) => firstSeenMs)).toEqual([1n, 2n, 3n]);
  expect(letters).toEqual(await list({ factory: "paged" }));
});
