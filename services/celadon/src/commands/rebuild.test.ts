import { expect, test } from "vitest";
import { refusal } from "../fake-service.ts";
import { runInTest } from "../run-in-test.ts";

const channel = { channel: "main", hours: 8760, differingHours: 0, differingVerdicts: 0, differing: [] };
const footprint = {
  ...{ id: "4f1c", product: "paper", status: "complete" },
  ...{ localFrom: "2025-01-01T00:00:00+08:00", localTo: "2026-01-01T00:00:00+08:00" },
};
const answers = {
  "POST /v1/rebuilds": { id: "k1", factory: "mill", channels: [channel] },
  "GET /v1/footprints": [footprint],
  "GET /v1/plants": [{ factory: "mill", timeZone: "Asia/Shanghai" }],
};
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test("rebuild says how much was compared and that nothing differed, with exit code 0", async () => {
  const { code, printed, asked } = await runInTest(["rebuild", "--factory", "mill", "--from", "2025-01-01"], answers);
  expect(printed).toBe("Computed again, mill: 1 channel, 8,760 hours, 1 footprint; nothing differed.\n");
  expect(code).toBe(0);
  const body = asked.find(({ path }) => path === "/v1/rebuilds")?.body.toString() ?? "";
  expect(JSON.parse(body)).toEqual({
    ...{ factory: "mill", key: expect.stringMatching(uuid), from: "2024-12-31T16:00:00Z" },
    ...{ who: "mei", why: "to see that nothing differs" },
  });
});

test("rebuild names the channels and hours that differed, with exit code 1", async () => {
  const at = (hour: number) => `2026-01-01T0${hour}:00:00Z`;
  const differing = [0, 2, 4, 6].map((hour) => ({ from: at(hour), to: at(hour + 1) }));
  const damaged = { ...channel, channel: "pump", differingHours: 4, differingVerdicts: 1, differing };
  const { code, printed } = await runInTest(["rebuild", "--factory", "mill"], {
    ...answers,
    "POST /v1/rebuilds": { id: "k1", factory: "mill", channels: [channel, damaged] },
  });
  expect(code).toBe(1);
  expect(printed.split("\n")).toEqual([
    "Computed again, mill: 2 channels, 17,520 hours, 1 footprint; some differed; what the readings say stands now.",
    "CHANNEL  HOURS  DIFFERED  READINGS JUDGED ANEW  WHEN",
    `pump     8,760         4                     1  ${[0, 2, 4].map((hour) => `${at(hour)}/${at(hour + 1)}`).join(", ")} and 1 other stretch`,
    "",
  ]);
});

test("rebuild prints its report as JSON, with what became of the footprints", async () => {
  const { printed } = await runInTest(["rebuild", "--factory", "mill", "--json"], answers);
  expect(JSON.parse(printed)).toEqual({
    ...{ id: "k1", factory: "mill", channels: [channel] },
    footprints: { compared: 1, fresh: [], gone: [] },
  });
});

test("rebuild says what it is refused for", async () => {
  const unknown = refusal(404, "unknown-factory", 'No factory is called "mil". Did you mean "mill"?');
  const { code, noted } = await runInTest(["rebuild", "--factory", "mil"], {
    ...answers,
    "POST /v1/rebuilds": unknown,
  });
  expect(code).toBe(1);
  expect(noted).toContain('Did you mean "mill"?');
});

test("rebuild without a factory is wrong usage", async () => {
  const { code, asked } = await runInTest(["rebuild"], answers);
  expect([code, asked]).toEqual([2, []]);
});
