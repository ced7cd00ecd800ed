import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { sent } from "./mill.ts";
import { applyPlant } from "./plant-data.ts";

interface FootprintRow {
  readonly id: string;
  readonly from: string;
  readonly status: string;
  readonly supersedes: string | null;
  readonly absolute: { readonly amount: string | null };
  readonly gaps: readonly { readonly reason: string }[];
}

/** The gas stands for what is dissolved, kg for kg: 24 m3 of effluent and 10 m2 of leather a day. */
const plant = `factory: tannery
timeZone: UTC
place: CN
effectiveFrom: 2026-01-01
channels:
  effluentM3: { kind: interval, unit: m3, period: 1d }
  leatherM2: { kind: interval, unit: m2, period: 1d }
  codMgL: { kind: sample, unit: mg/L, period: 30d, validFor: 35d }
processes:
  finishing:
    makes: { leather: leatherM2 }
    emits:
      carbon: { gas: CO2-fossil, amount: effluentM3, times: [{ channel: codMgL }] }
balances: { effluent: { of: effluentM3, parts: [effluentM3] } }
products:
  leather: { declaredUnit: 1 m2, boundary: gate-to-gate, period: month }
`;

const line = (channel: string, day: number, value: number, more: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify({ factory: "tannery", channel, at: new Date(Date.UTC(2026, 0, day)).toISOString(), value, ...more })}\n`;

test("a month is calculated from the laboratory's last sample; one that comes late, and its retraction, renew it by themselves", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, plant);
  const of = (from: string) => async (): Promise<FootprintRow | undefined> => {
    const { body } = await ask<readonly FootprintRow[]>(`${celadon.url}/v1/footprints?factory=tannery`);
    return body.find((row) => row.from === from);
  };
  const soon = async (from: string, expected: object): Promise<FootprintRow | undefined> => {
    await expect.poll(of(from), { timeout: 30_000 }).toMatchObject(expected);
    return of(from)();
  };
  const january = "2026-01-01T00:00:00Z";
  const days = (from: number, to: number): string =>
    Array.from(
      { length: to - from },
      (_, i) => line("effluentM3", from + 1 + i, 24) + line("leatherM2", from + 1 + i, 10),
    ).join("");
  await sent(celadon.url, line("codMgL", 1, 80) + days(1, 32));

  // 744 m3 at 80 mg/L.
  const first = await soon(january, { status: "complete", absolute: { amount: "59.52" } });
  // No month begins because a sample holds on into it.
  expect(await of("2026-02-01T00:00:00Z")()).toBeUndefined();

  // 15 days at 80 and 16 at 100 mg/L: 24 * (15 * 80 + 16 * 100) g.
  await sent(celadon.url, line("codMgL", 16, 100));
  const late = await soon(january, { status: "complete", absolute: { amount: "67.2" }, supersedes: first?.id });
  expect(late?.id).not.toBe(first?.id);
  await sent(celadon.url, line("codMgL", 16, 0, { quality: "retracted", revision: 1 }));
  await soon(january, { id: first?.id, absolute: { amount: "59.52" } });

  const { body: hours } = await ask<readonly object[]>(
    `${celadon.url}/v1/activity?factory=tannery&channel=codMgL&from=2026-01-31T23:00:00Z&to=2026-02-01T00:00:00Z`,
  );
  expect(hours).toMatchObject([{ amount: null, mean: "80", unit: "mg/L", measuredMs: 3_600_000 }]);

  // Behind 35 days there is no value, until the next sample; the days between stay missing.
  await sent(celadon.url, days(32, 60));
  await sent(celadon.url, line("codMgL", 41, 90) + line("codMgL", 70, 90));
  const february = await soon("2026-02-01T00:00:00Z", { status: "incomplete" });
  expect(february?.gaps[0]?.reason).toContain(
    'Channel "codMgL" has no mean for 120 h in which "effluentM3" has an amount, the first at 2026-02-05T00:00:00+00:00.',
  );
  const { body: balances } = await ask<readonly object[]>(
    `${celadon.url}/v1/balances?factory=tannery&from=2026-01-01&to=2026-02-01`,
  );
  expect(balances).toMatchObject([{ unaccounted: "0", of: { amount: "744" }, verdict: "balanced" }]);
}, 120_000);
