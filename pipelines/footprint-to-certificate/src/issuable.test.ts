import { expect, test } from "vitest";
import { issuable, type Standing } from "./issuable.ts";
import { sampleFootprint, sampleYear } from "./sample-footprint.ts";
import { sampleIssuance } from "./sample-issuance.ts";

const standing: Standing = { isCurrent: true, supersededBy: "", ...sampleIssuance };
const monthMs = 31n * 86_400_000n;

/** The violations, a line each. */
function violationsOf(changes: Parameters<typeof sampleFootprint>[0], more: Partial<Standing> = {}): readonly string[] {
  const outcome = issuable(sampleFootprint(changes), { ...standing, ...more });
  return outcome.kind === "accept" ? [] : outcome.evidence.split("\n");
}

test("a complete, current footprint of twelve months may be certified", () => {
  expect(violationsOf({})).toEqual([]);
});

test.each([
  ["incomplete", { status: "incomplete", total: undefined }, "is incomplete"],
  ["running", { status: "running", total: undefined }, "still runs"],
  ["two months", { toMs: sampleYear.fromMs + 2n * monthMs }, "is not twelve months"],
  ["an hour beyond", { toMs: sampleYear.toMs + 3_600_000n }, "is not twelve months"],
  [
    "a year of another clock",
    { fromMs: sampleYear.fromMs + 3_600_000n, toMs: sampleYear.toMs + 3_600_000n },
    "not twelve months of the plant's clock (Asia/Shanghai)",
  ],
  ["a lower bound", { marks: ['lower bound: cut off at "tanning/dye"'] }, "it is a lower bound"],
  [
    "a cut-off",
    { gaps: [{ kind: "not-modelled", where: "tanning/dye", reason: "Cut off: small.", excused: true }] },
    'by a cut-off ("tanning/dye")',
  ],
  ["too many placeholders", { placeholderShare: "0.500001" }, "celadon-internal-1 allows 0.5"],
  ["simulated", { marks: ["simulated"] }, 'It is simulated, and "Tannery Ltd" is a real issuer'],
  ["illustrative", { marks: ["illustrative"] }, "It is illustrative"],
])("%s: refused, with one sentence and its fix", (_, changes, sentence) => {
  const violations = violationsOf(changes);
  expect(violations).toHaveLength(1);
  expect(violations[0]).toContain(sentence);
});

test("superseded: refused, and the one in its place is named", () => {
  expect(violationsOf({}, { isCurrent: false, supersededBy: "0a" })[0]).toContain("certify 0a");
});

test("every violation is told at once", () => {
  const changes = { status: "incomplete", total: undefined, marks: ["simulated"], toMs: sampleYear.toMs + 1n };
  expect(violationsOf(changes, { isCurrent: false })).toHaveLength(4);
});

test("a demo issuer may certify what is simulated, and a cap of its scheme is the scheme's", () => {
  const issuer = { ...sampleIssuance.issuer, simulated: true };
  expect(violationsOf({ marks: ["simulated", "illustrative"] }, { issuer })).toEqual([]);
  expect(violationsOf({}, { scheme: { id: "strict", placeholderShareMax: "0.1" } })[0]).toContain("strict allows 0.1");
});

test("a share of placeholders that nobody worked out is 0 only where no row is one", () => {
  expect(violationsOf({ placeholderShare: undefined })).toEqual([]);
  const { inventory } = sampleFootprint();
  const lines = (inventory?.lines ?? []).map((line) => ({
    ...line,
    factors: line.factors.map((row) => ({ ...row, marks: ["placeholder"] })),
  }));
  const recalled = inventory === undefined ? undefined : { ...inventory, lines };
  expect(violationsOf({ placeholderShare: undefined, inventory: recalled })[0]).toContain("is not known");
});

test("twelve months are those of the calendar: a leap year, and a zone whose clock changes", () => {
  const year = (zone: string, from: string, to: string) => ({
    timeZone: zone,
    fromMs: BigInt(Date.parse(from)),
    toMs: BigInt(Date.parse(to)),
  });
  expect(violationsOf(year("Asia/Shanghai", "2024-01-01T00:00:00+08:00", "2025-01-01T00:00:00+08:00"))).toEqual([]);
  expect(violationsOf(year("Europe/Berlin", "2025-03-30T00:00:00+01:00", "2026-03-30T00:00:00+02:00"))).toEqual([]);
});
