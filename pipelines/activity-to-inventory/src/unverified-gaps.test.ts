import { readInstant } from "@celadon/quantity";
import { expect, test } from "vitest";
import type { Channel } from "./channel.ts";
import { one } from "./fraction.ts";
import { readPlantModel } from "./read-plant-model.ts";
import { unverifiedGaps } from "./unverified-gaps.ts";

const yaml = `factory: mill
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2026-01-01
channels:
  coalT: { kind: interval, unit: t, period: 1h, accuracy: { class: 1 %, verifiedUntil: 2026-03-31 } }
  coalGJt: { kind: sample, unit: GJ/t, period: 30d, validFor: 35d, accuracy: { class: 1 %, verifiedUntil: 2026-03-30 } }
  boardT: { kind: interval, unit: t, period: 1h, accuracy: { class: 1 % } }
processes:
  machine:
    makes: { board: boardT }
    takes: { coal: { amount: coalT, times: [{ channel: coalGJt }], factor: fuel/bituminous-coal } }
products:
  board: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
`;

function gapsOf(channel: Channel["name"], to: string, means: readonly string[] = []) {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  const [fromMs, toMs] = ["2026-03-01T00:00+08:00", to].map((text) => BigInt(readInstant(text) ?? Number.NaN)) as [
    bigint,
    bigint,
  ];
  const time = { measuredMs: toMs - fromMs, estimatedMs: 0n, missingMs: 0n };
  const source = { channel, fromMs, toMs, unit: "t", amount: "1", stated: "", coefficient: one, ...time };
  const of = means.map((name) => ({ channel: name, mean: "20", unit: "GJ/t", ...time }));
  return unverifiedGaps([{ ...source, ...(of.length === 0 ? {} : { means: { of } }) }], model.value).map(
    ({ reason }) => reason,
  );
}

test("a verification holds to the end of its last day by the plant's own clock", () => {
  expect(gapsOf("coalT", "2026-04-01T00:00+08:00")).toEqual([]);
  expect(gapsOf("coalT", "2026-04-01T01:00+08:00")).toEqual([
    expect.stringContaining("2026-03-31, and 1 h lie behind that"),
  ]);
});

test("the analysis behind a mean is verified as the meter beside it; who states no day says nothing", () => {
  const [reason, ...others] = gapsOf("coalT", "2026-04-01T00:00+08:00", ["coalGJt"]);
  expect([reason, others]).toEqual([expect.stringContaining('"coalGJt" is verified until 2026-03-30, and 24 h'), []]);
  expect(gapsOf("boardT", "2026-04-01T00:00+08:00")).toEqual([]);
});
