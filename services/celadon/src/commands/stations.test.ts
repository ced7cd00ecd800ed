import { expect, test } from "vitest";
import { refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const mn = "010000A8900016F000169DC0";
const station = {
  ...{
    mn,
    state: "waiting",
    factory: "",
    name: "",
    waitingFrames: 3,
    waitingBytes: 456,
    waitingEncrypted: 2,
    addresses: ["10.20.0.7"],
  },
  ...{ firstSeen: "2027-01-01T00:00:00Z", lastSeen: "2027-01-01T00:01:00Z", clockOffSeconds: null },
  ...{ decided: null, replaced: [] },
};
const adopted = {
  ...{
    ...station,
    mn: "ABC",
    state: "adopted",
    factory: "mill",
    name: "outfall",
    waitingFrames: 0,
    waitingEncrypted: 0,
    addresses: [],
  },
  ...{ firstSeen: null, lastSeen: null, clockOffSeconds: -90 },
  decided: { at: "2027-01-01T00:02:00Z", who: "Li", why: "the cabinet" },
  replaced: [{ code: "w01018", serial: "A7731", at: "2027-01-02T00:00:00Z" }],
};

test("stations are a table, with what wants a declaration below", async () => {
  const { printed } = await runInTest(["stations", "list"], { "GET /v1/stations": [station, adopted] });
  expect(printed).toMatchInlineSnapshot(`
    "STATION                   STATE    FACTORY  NAME     WAITING  FROM       LAST SEEN             CLOCK OFF  DECIDED
    010000A8900016F000169DC0  waiting                          3  10.20.0.7  2027-01-01T00:01:00Z          -
        2 encrypted (SM4): name it with "keyFile" in the meters file; they are then taken
    ABC                       adopted  mill     outfall        0                                       -90 s  2027-01-01T00:02:00Z Li: the cabinet
        1 instrument replaced (declare each: celadon declare replacement): w01018 by A7731 at 2027-01-02T00:00:00Z
    "
  `);
});

test("no station at all is said, with the fix", async () => {
  const { code, noted } = await runInTest(["stations", "list"], { "GET /v1/stations": "[]\n" });
  expect([code, noted]).toEqual([0, expect.stringContaining("CELADON_METERS")]);
});

test("who adopts says whose it is, its name, and why", async () => {
  const args = ["stations", "adopt", mn, "--factory", "mill", "--as", "outfall", "--why", "the cabinet", "--who", "Li"];
  const path = `POST /v1/stations/${mn}/adopt`;
  const { printed, asked } = await runInTest(args, { [path]: { ...adopted, mn } });
  expect(String(asked[0]?.body)).toBe(
    JSON.stringify({ factory: "mill", name: "outfall", who: "Li", why: "the cabinet" }),
  );
  expect(printed).toContain(`${mn}  is "outfall" of factory "mill"`);
  expect((await runInTest(args.slice(0, -4), {})).code).toBe(2);
});

test("ignoring one is said, and a refusal ends with 1", async () => {
  const path = `POST /v1/stations/${mn}/ignore`;
  const args = ["stations", "ignore", mn, "--why", "the neighbour's"];
  expect((await runInTest(args, { [path]: { ...station, state: "ignored" } })).printed).toContain("is ignored");
  const message = `Station ${mn} is "outfall" of the meters file, which goes before: change it there.`;
  const refused = await runInTest(args, { [path]: refusal(409, "in-file", message) });
  expect([refused.code, refused.noted]).toEqual([1, expect.stringContaining("change it there")]);
});
