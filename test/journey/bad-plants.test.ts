import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ask, type Refused } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { sent } from "./mill.ts";
import { applyPlant, type FootprintRow } from "./plant-data.ts";

// Plant models that contradict themselves, and plants of which no figure can be given.

let celadon: Celadon;
beforeAll(async () => {
  celadon = await startCeladon();
}, 60_000);
afterAll(() => celadon?.[Symbol.asyncDispose]());
afterEach(async () => {
  expect((await ask(`${celadon.url}/ready`)).status).toBe(200);
});

/** A plant with a meter and two daily amounts, and these processes. */
const plant = (factory: string, processes: string): string => `factory: ${factory}
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2026-01-01
channels:
  kwh: { kind: counter, unit: kWh, period: 1d, maxGap: 2d, ratedPerHour: 1000 }
  a: { kind: interval, unit: t, period: 1d, minimum: 0 }
  b: { kind: interval, unit: t, period: 1d, minimum: 0 }
processes:
${processes}
products:
  x: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
`;

/** January of a plant: 100 kWh and so many tonnes of each amount a day. */
function january(factory: string, tonnes: { readonly a: number; readonly b: number }, revision = 0): string {
  const midnight = (day: number): string => new Date(Date.UTC(2025, 11, 31, 16) + day * 86_400_000).toISOString();
  const reading = (channel: string, day: number, value: number) =>
    `${JSON.stringify({ factory, channel, at: midnight(day), value, revision })}\n`;
  const days = Array.from({ length: 31 }, (_, i) => i + 1);
  const amounts = days.map((day) => reading("a", day, tonnes.a) + reading("b", day, tonnes.b));
  return [0, ...days].map((day) => reading("kwh", day, 1_000 + 100 * day)).join("") + amounts.join("");
}

const compute = <Body>(factory: string) =>
  ask<Body>(`${celadon.url}/v1/footprints/compute`, {
    body: JSON.stringify({ factory, from: "2026-01-01T00:00:00+08:00", to: "2026-02-01T00:00:00+08:00" }),
  });

const power = "takes: { power: { amount: kwh, factor: electricity/grid } }";

interface Faults {
  readonly error: {
    readonly code: string;
    readonly details: readonly { readonly line: number; readonly problem: string; readonly fix: string }[];
  };
}

test.each([
  [
    "amounts that name each other in a circle",
    `  one:
    makes: { x: 2 t per t of y }
    takes: { y: { amount: 3 t per t of x, factor: electricity/grid } }`,
    11,
    'These amounts go in a circle: "one/x" per "one/y" per "one/x".',
    "State one of them by a channel, or per year.",
  ],
  [
    "a negative share",
    `  one:
    makes: { x: a, y: b }
    ${power}
    allocation: { method: shares, shares: { x: 1.2, y: -0.2 } }`,
    13,
    '"-0.2" is below 0.',
    "Write at least 0.",
  ],
  [
    "a channel that is not declared",
    `  one:
    makes: { x: aa }
    ${power}`,
    11,
    /"aa"/,
    /.+/,
  ],
])("%s: refused with line, problem and fix, and nothing is in force", async (_what, processes, line, problem, fix) => {
  const { status, body } = await ask<Faults>(`${celadon.url}/v1/plants?who=a&why=b`, {
    body: plant("contradiction", processes),
  });
  expect([status, body.error.code]).toEqual([400, "plant-faults"]);
  const [fault] = body.error.details;
  expect(fault?.line).toBe(line);
  expect(fault?.problem).toMatch(problem);
  expect(fault?.fix).toMatch(fix);
  expect((await ask(`${celadon.url}/v1/plants`)).body).not.toContainEqual(
    expect.objectContaining({ factory: "contradiction" }),
  );
});

test("a file that is no plant model is refused with where it stops being one", async () => {
  const { status, body } = await ask<Faults>(`${celadon.url}/v1/plants?who=a&why=b`, { body: "factory: a\n b: [" });
  expect(status).toBe(400);
  expect(body.error.details[0]).toMatchObject({ line: 1, problem: expect.stringContaining("This is not YAML") });
});

test("a missing factor: the total is unknown, and the gap says which row is missing", async () => {
  await applyPlant(
    celadon.url,
    plant(
      "gluer",
      `  one:\n    makes: { x: a }\n    takes: { glue: { amount: b, factor: material/bookbinders-glue } }`,
    ),
  );
  await sent(celadon.url, january("gluer", { a: 10, b: 2 }));
  const { body } = await compute<readonly FootprintRow[]>("gluer");
  expect(body).toMatchObject([{ status: "incomplete", amount: null }]);
  expect(body[0]?.gaps).toMatchObject([
    {
      kind: "missing-factor",
      where: "one/glue",
      reason: 'No table has a row for activity "material/bookbinders-glue". Name one that exists, or add a table.',
    },
  ]);
});

test.each([
  [
    "a singular system",
    "carousel",
    `  one:
    makes: { x: a }
    uses: { y: b }
    ${power}
  two:
    makes: { y: b }
    uses: { x: a }`,
    { a: 10, b: 10 },
    "singular-system",
    /^Processes "one" and "two" only feed each other: .* something has to leave the loop\.$/,
  ],
  [
    "a loop that needs more than it makes",
    "leaking",
    `  one:
    makes: { x: a }
    uses: { y: b }
    ${power}
  two:
    makes: { y: a }
    uses: { x: b }`,
    { a: 10, b: 20 },
    "overdrawn-loop",
    /^A loop through "one" and "two" needs more of its own products than it makes of them/,
  ],
  [
    "zero production",
    "idle",
    `  one:
    makes: { x: a }
    ${power}`,
    { a: 0, b: 0 },
    "no-production",
    /^Process "one" made no "x" in this period, .* Take a period with production, or check the channel that counts it\.$/,
  ],
])("%s: no footprint, and a sentence why", async (_what, factory, processes, tonnes, code, said) => {
  await applyPlant(celadon.url, plant(factory, processes));
  await sent(celadon.url, january(factory, tonnes));
  const { status, body } = await compute<Refused>(factory);
  expect([status, body.error.code]).toEqual([422, code]);
  expect(body.error.message).toMatch(said);
  expect((await ask(`${celadon.url}/v1/footprints?factory=${factory}`)).body).toEqual([]);
});

test("a footprint whose production turns out to be none is no longer current, and is again when it comes back", async () => {
  await applyPlant(celadon.url, plant("turncoat", `  one:\n    makes: { x: a }\n    ${power}`));
  const current = async () => {
    const { body } = await ask<readonly FootprintRow[]>(`${celadon.url}/v1/footprints?factory=turncoat`);
    return body.map(({ id }) => id);
  };
  await sent(celadon.url, january("turncoat", { a: 10, b: 0 }));
  const { body: first } = await compute<readonly FootprintRow[]>("turncoat");
  expect(first).toMatchObject([{ status: "complete", current: true }]);
  await sent(celadon.url, january("turncoat", { a: 0, b: 0 }, 1));
  expect((await compute<Refused>("turncoat")).status).toBe(422);
  expect(await current()).toEqual([]);
  await celadon.kill();
  await celadon.start();
  expect(await current()).toEqual([]);
  await sent(celadon.url, january("turncoat", { a: 10, b: 0 }, 2));
  const { body: back } = await compute<readonly FootprintRow[]>("turncoat");
  expect(back.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  expect(await current()).toEqual(first.map(({ id }) => id));
}, 60_000);

test("what is asked wrongly is answered with a sentence", async () => {
  const wrong: readonly (readonly [string, string | undefined, number, RegExp])[] = [
    ["/v1/nothing", undefined, 404, /There is nothing at GET \/v1\/nothing/],
    ["/v1/readings?factory=none", undefined, 404, /No factory is called "none"/],
    ["/v1/activity?from=yesterday", undefined, 400, /"from" is "yesterday".*write 2026-01-31T08:00:00\+08:00/],
    ["/v1/footprints/17", undefined, 404, /No footprint has the id 17/],
    ["/v1/footprints/compute", "{", 400, /The body must be one JSON object/],
    ["/v1/footprints/compute", '{"factory":"none"}', 404, /No plant model of "none" is applied/],
    ["/v1/declarations", '{"factory":"gluer"}', 400, /"channel" must be given/],
    ["/v1/factors/grid-cn", undefined, 404, /No factor row is called "grid-cn"/],
  ];
  for (const [path, question, status, said] of wrong) {
    const answer = await ask<Refused>(`${celadon.url}${path}`, question === undefined ? {} : { body: question });
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.body.error.message).toMatch(said);
  }
});
