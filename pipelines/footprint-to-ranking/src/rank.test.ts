import { expect, test } from "vitest";
import { readMonthSpan } from "./month-span.ts";
import { entry, februaryMs, peers } from "./plant-in-test.ts";
import { type Entry, rank, type WantedRanking } from "./rank.ts";
import { uncertaintyOf } from "./uncertainty-of.ts";

const months = readMonthSpan("2026-01") ?? { first: Number.NaN, end: Number.NaN };
const wanted: WantedRanking = { peerGroup: peers, indicator: "footprint", months };

function ranked(entries: readonly Entry[], more: Partial<WantedRanking> = {}) {
  const outcome = rank(entries, { ...wanted, ...more });
  if (outcome.kind !== "accept") throw new TypeError(outcome.evidence);
  return outcome.value;
}
const placesOf = (entries: readonly Entry[], more?: Partial<WantedRanking>) =>
  ranked(entries, more).places.map(
    ({ indicator, place, tier, rankFrom, rankTo }) => `${indicator?.factory} ${place} ${tier} ${rankFrom}-${rankTo}`,
  );
const whyNot = (entries: readonly Entry[]) => ranked(entries).unranked.map(({ reason }) => reason);

test("all measured, u = 2 %: 8.0 and 8.3 share a tier, 9.0 does not: the difference must be 1.645 sqrt(0.16^2 + 0.18^2) = 0.396", () => {
  expect(placesOf([entry("c", "9"), entry("a", "8"), entry("b", "8.3")])).toEqual([
    "a 1 1 1-2",
    "b 2 1 1-2",
    "c 3 2 3-3",
  ]);
});

test("ties are not transitive: a chain of neighbours does not tie the best with the worst", () => {
  expect(placesOf([entry("a", "8"), entry("b", "8.3"), entry("c", "8.6"), entry("d", "8.9")])).toEqual([
    "a 1 1 1-2",
    "b 2 1 1-3",
    "c 3 2 2-4",
    "d 4 2 3-4",
  ]);
});

test("rows from memory that both rest on say little about which is better; rows of their own say all", () => {
  const half = { placeholderShare: "0.5" };
  const [same, other] = [
    { ...half, placeholderRows: "chrome" },
    { ...half, placeholderRows: "tannin" },
  ];
  // 0.5 of 8 and of 9 with 35 %: 1.4 and 1.575. Common, their difference counts: 1.645 sqrt(0.08^2 + 0.09^2 + 0.175^2) = 0.35.
  expect(placesOf([entry("a", "8", same), entry("b", "9", same)])).toEqual(["a 1 1 1-1", "b 2 2 2-2"]);
  expect(placesOf([entry("a", "8", same), entry("b", "9", other)])).toEqual(["a 1 1 1-2", "b 2 1 1-2"]);
});

test("uncertainty by hand: half metered (90 % of it measured), three tenths assumed, a fifth from memory", () => {
  const shares = { measuredShare: "0.9", estimatedShare: "0.1", assumedShare: "0.3", placeholderShare: "0.2" };
  const { own, fromMemory } = uncertaintyOf(entry("a", "8", shares).indicator);
  expect(own ** 2).toBeCloseTo(0.003706, 12); // (0.5 * 0.9 * 0.02)^2 + (0.5 * 0.1 * 0.1)^2 + (0.3 * 0.2)^2
  expect(fromMemory).toBeCloseTo(0.07, 12);
});

test("a share that is not known is taken at its worst, and as nobody else's", () => {
  expect(uncertaintyOf(entry("a", "8", { placeholderShare: undefined }).indicator)).toEqual({
    own: 0.35,
    fromMemory: 0,
  });
  expect(uncertaintyOf(entry("a", "8", { assumedShare: undefined }).indicator).own).toBeCloseTo(0.2, 12);
});

test("equal figures share a place and a tier, whatever their names", () => {
  expect(placesOf([entry("z", "8.0"), entry("m", "8"), entry("a", "9")])).toEqual([
    "m 1 1 1-2",
    "z 1 1 1-2",
    "a 3 2 3-3",
  ]);
});

test("figures that are one double are still in order", () => {
  expect(placesOf([entry("b", "0.10000000000000000002"), entry("a", "0.10000000000000000003")])).toEqual([
    "b 1 1 1-2",
    "a 2 1 1-2",
  ]);
});

test("a removal is better than nothing, and nothing better than something", () => {
  expect(placesOf([entry("some", "1"), entry("removes", "-1"), entry("none", "0")])).toEqual([
    "removes 1 1 1-1",
    "none 2 2 2-2",
    "some 3 3 3-3",
  ]);
});

test("who is incomplete, thinly covered, superseded or unlike has no place, and hears why", () => {
  const ranking = ranked([
    entry("a", "8"),
    entry("b", "9"),
    entry("gap", "1", { amount: undefined, reason: "186 h are missing." }),
    entry("thin", "1", { measuredShare: "0.8", estimatedShare: "0.05", missingShare: "0.15" }),
    entry("stated", "1", { measuredShare: "", estimatedShare: "", missingShare: "" }),
    { ...entry("old", "1"), isSuperseded: true },
    { ...entry("sheep", "1"), peerGroup: { ...peers, keys: [{ name: "animal", value: "sheep" }] } },
    entry("february", "1", { fromMs: februaryMs, toMs: februaryMs + 28n * 86_400_000n }),
  ]);
  expect(ranking.places.map(({ indicator }) => indicator?.factory)).toEqual(["a", "b"]);
  expect(
    ranking.unranked.map(({ factory, reason, evidence }) => `${factory}: ${reason}. ${evidence}`),
  ).toMatchInlineSnapshot(`
    [
      "february: incomplete. The figure of "upper" of "february" is of another period: give one of the whole period.",
      "gap: incomplete. 186 h are missing.",
      "old: superseded. The figure of "upper" of "old" is superseded by a newer one: rank with that.",
      "sheep: unlike. "upper" of "sheep" differs from the group in animal ("cow" or "sheep"): compare it with its own peers.",
      "stated: low-coverage. Nothing that the figure of "upper" of "stated" rests on is metered: a stated figure has no place among measured ones.",
      "thin: low-coverage. Only 85 % of the channel time of "upper" of "thin" is measured or estimated, and a place needs 90 %: send the missing readings.",
    ]
  `);
});

test("simulated and real never meet", () => {
  const simulated = { ...entry("sim", "1"), peerGroup: { ...peers, simulated: true } };
  expect(whyNot([entry("a", "8"), entry("b", "9"), simulated])).toEqual(["unlike"]);
});

test("a threshold of coverage is the scheme's: estimated time counts as covered", () => {
  const estimated = entry("a", "8", { measuredShare: "0.5", estimatedShare: "0.4", missingShare: "0.1" });
  expect(whyNot([estimated, entry("b", "9")])).toEqual([]);
  const border = { measuredShare: "0.7", estimatedShare: "0.2", missingShare: "0.1" };
  expect(whyNot([entry("a", "8", border), entry("b", "9")])).toEqual([]);
  expect(placesOf([estimated, entry("b", "9"), entry("c", "9")], { coverageLeast: 0.95 })).toHaveLength(2);
});

test("there is no ranking of one, nor of one among unlike", () => {
  const unlike = { ...entry("b", "9"), peerGroup: { ...peers, simulated: true } };
  for (const entries of [[], [entry("a", "8")], [entry("a", "8"), unlike]]) {
    expect(rank(entries, wanted)).toMatchObject({
      kind: "reject",
      reason: "no-ranking-of-one",
      evidence: expect.stringContaining("no ranking of one"),
    });
  }
});

test("one with a place and one without are a ranking: the reason is shown", () => {
  expect(whyNot([entry("a", "8"), entry("b", "9", { amount: undefined })])).toEqual(["incomplete"]);
});

test("two figures of one product are refused; the current one goes before a superseded one", () => {
  expect(rank([entry("a", "8"), entry("a", "7"), entry("b", "9")], wanted)).toMatchObject({ reason: "contradictory" });
  const old = { ...entry("a", "7"), isSuperseded: true };
  expect(placesOf([old, entry("a", "8"), entry("b", "9")])).toEqual(["a 1 1 1-1", "b 2 2 2-2"]);
});

test("an unknown indicator is refused, with what was meant", () => {
  expect(rank([entry("a", "8")], { ...wanted, indicator: "enegry" })).toMatchObject({
    reason: "unknown-indicator",
    evidence: expect.stringContaining('Did you mean "energy"?'),
  });
});

test("a ranking says what it may be called, in English and Chinese", () => {
  expect(ranked([entry("a", "8"), entry("b", "9")])).toMatchObject({ period: "2026-01" });
  expect(ranked([entry("a", "8"), entry("b", "9")]).claims).toEqual([
    "internal benchmark, not a comparative assertion (ISO 14044/14026) · 内部对标，不构成对比声明（ISO 14044/14026）",
    "partial carbon footprint (cradle-to-gate) · 部分产品碳足迹（从摇篮到大门）",
  ]);
});
