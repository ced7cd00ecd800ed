import { Decimal } from "@celadon/quantity";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { applyPlant, compute, sendFile, wastewater } from "./plant-data.ts";

test("a plant with gaps and unknown emissions has hours, no total, and every reason for it", async () => {
  const { factory, model } = wastewater();
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, model);
  const { body: report } = await sendFile(wastewater(), celadon.url);
  expect(report).toMatchObject({ accepted: 1_382, quarantined: 0, rejected: 0 });

  const { body: hours } = await ask<{ readonly amount: string | null; readonly missingMs: number }[]>(
    `${celadon.url}/v1/activity?factory=${factory}&channel=gridKwh`,
  );
  // The sum of the file's column, by other means than Celadon's; a missing hour has no amount, and no zero either.
  const known = hours.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  expect(Decimal.sum(...known).toFixed()).toBe("380269861");
  expect(hours.filter(({ amount, missingMs }) => (amount === null) !== (missingMs === 3_600_000))).toEqual([]);

  const years = await compute(celadon.url, factory);
  expect(years).toHaveLength(6);
  for (const year of years) {
    expect(year).toMatchObject({ status: "incomplete", amount: null });
    expect(year.gaps.map(({ kind, where }) => `${kind}: ${where}`)).toEqual([
      "not-modelled: Biogas, fuels, chemicals and sludge",
      "not-modelled: Methane of the aerobic treatment",
      "not-modelled: Nitrous oxide of nitrification and of the outlet",
      "missing-time: treatment/grid electricity",
    ]);
    expect(year.gaps[3]?.reason).toMatch(
      /^Channel "gridKwh" misses \d+ h of \d+ h, the first at 20\d\d-\d\d-\d\dT00:00:00\+1[01]:00\. Send the readings, or name an estimate under channels\.gridKwh\.whenMissing\.$/,
    );
  }
});
