import { factorRpc, loadRelease } from "@celadon/footprinter";
import { FactorServiceDefinition, type SearchFactorsResponse } from "@celadon/proto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorOf } from "./error-of.ts";
import { served } from "./served.ts";

const release = loadRelease();
let service: Awaited<ReturnType<typeof served>>;
beforeAll(async () => {
  service = await served([factorRpc(release)]);
});
afterAll(() => service[Symbol.asyncDispose]());
const client = () => service.clients.create(FactorServiceDefinition, 2_000);

const grid = { activity: "electricity/grid", place: "CN", day: "2023-06-30", purpose: "pcf" };

test("pages behind each other are the whole release, by id, each row once", async () => {
  const ids: string[] = [];
  let page: SearchFactorsResponse | undefined;
  do {
    page = await client().searchFactors({ pageSize: 50, pageToken: page?.nextPageToken ?? "" });
    ids.push(...page.factors.map(({ id }) => id));
  } while (page.nextPageToken !== "");
  expect(ids).toEqual(release.rows.map(({ id }) => id).toSorted());
  expect(page.release).toBe(release.hash);
});

test("a row comes with its papers, and nothing that is unknown becomes a number", async () => {
  const row = release.rows.find(({ uncertainty }) => uncertainty.kind === "unknown");
  const { factor } = await client().showFactor({ id: row?.id ?? "" });
  expect(factor).toMatchObject({
    id: row?.id,
    value: row?.value.toFixed(),
    uncertainty: { kind: "unknown", parameters: [] },
  });
  expect(factor?.source?.locator).toBe(row?.source.locator);
  expect(factor?.licence).toBe(row?.licence);
});

test("a selection is the row in force; a later day of the same row is marked with its age", async () => {
  const now = await client().selectFactor(grid);
  expect(now.outcome).toMatchObject({ $case: "selection", value: { factors: [{ marks: [] }] } });
  const later = await client().selectFactor({ ...grid, day: "2025-06-30" });
  expect(later.outcome).toMatchObject({
    $case: "selection",
    value: { factors: [{ marks: [expect.stringMatching(/^age \d year/)] }] },
  });
});

test("a missing factor is an answer: the sentence, and the rows that are near with why not", async () => {
  const { outcome } = await client().selectFactor({ ...grid, place: "KR", day: "2018-06-30" });
  expect(outcome).toMatchObject({ $case: "missing", value: { reason: "factor-missing" } });
  const candidates = outcome?.$case === "missing" ? outcome.value.candidates : [];
  expect(candidates[0]?.whyNot).toMatch(/later year/);
});

test("a row that a model would name is selected, with every deviation as a mark", async () => {
  const { outcome } = await client().selectFactor({ ...grid, place: "KR", day: "2018-06-30" });
  const named = outcome?.$case === "missing" ? (outcome.value.candidates[0]?.id ?? "") : "";
  const taken = await client().selectFactor({ ...grid, place: "KR", day: "2018-06-30", named });
  expect(taken.outcome?.$case === "selection" && taken.outcome.value.factors[0]?.marks.join()).toMatch(/later year/);
});

test.each([
  [{ ...grid, activity: "" }, ["activity"], /"activity" must be given/],
  [{}, ["activity", "place", "day", "purpose"], /"purpose" must be given: one of pcf, enterprise, indicator/],
  [{ ...grid, day: "2023-02-30" }, ["day"], /is no calendar day/],
  [{ ...grid, activity: "electricity/grit" }, ["activity"], /electricity\/grid/],
  [{ ...grid, named: "no-such-row" }, ["named"], /No factor row is called "no-such-row"/],
])("what is not there to be selected is a fault of the question: %j", async (request, fields, message) => {
  expect(await errorOf(client().selectFactor(request))).toMatchObject({
    code: "INVALID_ARGUMENT",
    fields,
    message: expect.stringMatching(message),
  });
});

test("a row nobody knows is NOT_FOUND, with those that are near; a page that is too large, and a foreign token, are refused", async () => {
  const id = release.rows[0]?.id ?? "";
  const error = await errorOf(client().showFactor({ id: `${id}x` }));
  expect(error).toMatchObject({ code: "NOT_FOUND", reason: "unknown-factor" });
  expect(error.message).toContain(`Did you mean "${id}"?`);
  expect(await errorOf(client().searchFactors({ pageSize: 1_001 }))).toMatchObject({ reason: "page-too-large" });
  expect(await errorOf(client().searchFactors({ pageToken: "x" }))).toMatchObject({ reason: "bad-page-token" });
});
