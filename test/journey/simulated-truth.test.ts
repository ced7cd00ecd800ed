import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Decimal, instantText } from "@celadon/quantity";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { applyPlant } from "./plant-data.ts";

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));

const plant = `factory: tannery
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2025-01-01
simulated: true
channels:
  areaM2: { kind: interval, unit: m2, period: 1h }
  mainKwh: { kind: counter, unit: kWh, period: 15min, maxGap: 12h, ratedPerHour: 4000 }
  gasM3: { kind: counter, unit: Nm3, period: 1h, maxGap: 12h, ratedPerHour: 2000 }
  limeKg: { kind: interval, unit: kg, period: calendar-day }
  chromeReceiptsKg: { kind: interval, unit: kg, period: calendar-day }
  chromeStockDropKg: { kind: interval, unit: kg, period: calendar-day }
processes:
  all:
    makes: { leather: areaM2 }
    takes:
      power: { amount: mainKwh, factor: electricity/grid }
      gas: { amount: gasM3, factor: fuel/natural-gas }
      lime: { amount: limeKg, factor: material/lime }
      chrome: { amount: chromeReceiptsKg + chromeStockDropKg, factor: material/chrome }
products:
  leather: { declaredUnit: 1 m2, boundary: cradle-to-gate, period: month }
`;

interface Truth {
  readonly channels: readonly { readonly channel: string; readonly hours: readonly string[] }[];
}

test("what Celadon makes of a simulated week is what really happened in it, to the last digit", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, plant);
  const truthFile = join(celadon.folder, "truth.json");
  const week = ["--from", "2026-01-05", "--to", "2026-01-14"]; // two days longer, for a late day at its end
  const args = ["simulate", "--scenario", "tannery", "--seed", "3", ...week, "--truth", truthFile, "--json"];
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_"));
  const env = { ...Object.fromEntries(inherited), CELADON_DATA: celadon.folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { env, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  const report = JSON.parse(stdout);
  expect(report.rejected).toBe(0);
  expect(Object.keys(report.reasons)).toEqual(["unknown-channel"]); // the channels that this small plant leaves out

  const truth: Truth = JSON.parse(readFileSync(truthFile, "utf8"));
  const fromMs = Date.parse("2026-01-04T16:00:00Z");
  const toMs = fromMs + 7 * 86_400_000;
  for (const channel of ["areaM2", "mainKwh", "gasM3", "limeKg", "chromeReceiptsKg", "chromeStockDropKg"]) {
    const query = `factory=tannery&channel=${channel}&from=${instantText(fromMs)}&to=${instantText(toMs)}`;
    const { body } = await ask<readonly { readonly amount: string; readonly measuredMs: number }[]>(
      `${celadon.url}/v1/activity?${query}`,
    );
    const really = truth.channels.find((one) => one.channel === channel)?.hours.slice(0, 168) ?? [];
    expect(
      body.map(({ measuredMs }) => measuredMs),
      channel,
    ).toEqual(really.map(() => 3_600_000));
    // Days and outages are spread evenly over their hours, so that only their sums are the truth: rounded at 12 decimals.
    const sum = Decimal.sum(...body.map(({ amount }) => amount));
    expect(sum.toDecimalPlaces(6).toFixed(), channel).toBe(Decimal.sum(...really).toFixed());
    if (channel === "areaM2") expect(body.map(({ amount }) => new Decimal(amount).toFixed())).toEqual(really);
  }
});
