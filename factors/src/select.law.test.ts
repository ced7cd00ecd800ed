import fc from "fast-check";
import { expect, test } from "vitest";
import { type RowText, releaseFrom, tableOf } from "../test/release.ts";
import type { FactorRelease } from "./release.ts";
import { select } from "./select.ts";
import { selectDuring } from "./select-during.ts";
import { selectNamed } from "./select-named.ts";
import type { Wanted } from "./selection.ts";

const year = fc.integer({ min: 2019, max: 2023 });
const purposeCell = fc.constantFrom("pcf", "enterprise", "pcf enterprise", "indicator");

const rowIn = (activities: readonly string[]): fc.Arbitrary<Partial<RowText>> =>
  fc
    .record({
      activity: fc.constantFrom(...activities),
      region: fc.constantFrom("CN", "CN-GD", "world"),
      data_year: fc.oneof(year.map(String), fc.constant("none")),
      from: year,
      lasts: fc.integer({ min: 1, max: 4 }),
      purposes: purposeCell,
      use: fc.constantFrom("default", "default", "choice"),
      recalled: fc.boolean(),
    })
    .map(({ activity, region, data_year, from, lasts, purposes, use, recalled }) => {
      const first = data_year === "none" ? from : Number(data_year);
      const papers = recalled && use === "choice" ? { confidence: "recalled", tier: "D" } : {};
      const valid = { valid_from: `${first}-01-01`, valid_to: `${first + lasts}-07-01` };
      return { activity, region, data_year, purposes, use, ...valid, ...papers };
    });

const tableIn = (prefix: string, activities: readonly string[]) =>
  fc
    .array(rowIn(activities), { minLength: 1, maxLength: 12 })
    .map((rows) => tableOf(`${prefix}.csv`, ...rows.map((row, at) => ({ ...row, id: `${prefix}-${at}` }))));

const day = fc
  .tuple(fc.integer({ min: 2018, max: 2027 }), fc.constantFrom("01-01", "06-30", "07-01", "12-31"))
  .map((parts) => parts.join("-"));
const wanted: fc.Arbitrary<Wanted> = fc.record({
  activity: fc.constantFrom("a/x", "a/y"),
  place: fc.constantFrom("CN", "CN-GD", "KR", "world"),
  day,
  purpose: fc.constantFrom("pcf", "enterprise", "indicator"),
});
const table = tableIn("r", ["a/x", "a/y"]);

test("select is a function of the set of rows, not of their order", () => {
  const shuffled = table.chain((text) => {
    const release = releaseFrom(text);
    return fc.tuple(fc.constant(release), fc.shuffledSubarray([...release.rows], { minLength: release.rows.length }));
  });
  fc.assert(
    fc.property(shuffled, wanted, ([release, rows], asked) => {
      expect(select({ ...release, rows }, asked)).toEqual(select(release, asked));
    }),
  );
});

test("a table of other activities never changes an answer", () => {
  fc.assert(
    fc.property(table, tableIn("other", ["b/x", "a/z"]), wanted, (mine, other, asked) => {
      const alone = releaseFrom(mine);
      fc.pre(alone.rows.some((row) => row.activity === asked.activity));
      expect(select(releaseFrom(mine, other), asked)).toEqual(select(alone, asked));
    }),
  );
});

test("what is selected fits exactly: activity, place, purpose, validity; nothing recalled, nothing chosen for the plant", () => {
  fc.assert(
    fc.property(table, wanted, (text, asked) => {
      const answer = select(releaseFrom(text), asked);
      if (answer.kind !== "accept") return;
      for (const row of answer.value.rows) {
        expect([row.activity, row.region, row.use]).toEqual([asked.activity, asked.place, "default"]);
        expect(row.purposes).toContain(asked.purpose);
        expect(row.validFrom <= asked.day && asked.day < row.validTo).toBe(true);
        expect(row.confidence).not.toBe("recalled");
      }
    }),
  );
});

const answers = (release: FactorRelease, asked: Wanted) => ({ answer: select(release, asked), release });

test("naming the row that select takes changes nothing but that it was named", () => {
  fc.assert(
    fc.property(table, wanted, (text, asked) => {
      const { answer, release } = answers(releaseFrom(text), asked);
      if (answer.kind !== "accept") return;
      const named = selectNamed(release, answer.value.id, asked);
      expect(named).toEqual({ kind: "accept", value: { ...answer.value, named: true } });
    }),
  );
});

test("every candidate says why not, and the footprint says the same once the plant model names it", () => {
  fc.assert(
    fc.property(table, wanted, (text, asked) => {
      const { answer, release } = answers(releaseFrom(text), asked);
      if (answer.kind !== "reject" || answer.reason !== "factor-missing") return;
      for (const { id, why } of answer.candidates) {
        expect(why.length).toBeGreaterThan(0);
        const named = selectNamed(release, id, asked);
        expect(named.kind === "accept" && named.value.marks).toEqual(expect.arrayContaining([...why]));
      }
    }),
  );
});

test("the pieces of a period follow each other, cover it, and say on every day what select says", () => {
  fc.assert(
    fc.property(table, wanted, day, day, (text, { day: sample, ...where }, one, other) => {
      const release = releaseFrom(text);
      const [fromDay, toDay] = one < other ? [one, other] : [other, one];
      const pieces = selectDuring(release, { ...where, fromDay, toDay });
      fc.pre(fromDay < toDay);
      expect([pieces[0]?.fromDay, ...pieces.map((piece) => piece.toDay)]).toEqual([
        ...pieces.map((piece) => piece.fromDay),
        toDay,
      ]);
      const piece = pieces.find((candidate) => candidate.fromDay <= sample && sample < candidate.toDay);
      if (piece === undefined) return;
      const direct = select(release, { ...where, day: sample });
      expect(piece.selected.kind).toBe(direct.kind);
      if (direct.kind === "accept") expect(piece.selected).toEqual(direct);
    }),
  );
});
