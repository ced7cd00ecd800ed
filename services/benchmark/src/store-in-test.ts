import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peerGroupId } from "@celadon/footprint-to-ranking";
import { Indicator, PeerGroup } from "@celadon/proto";
import { migrate, openEmbeddedStore, type Store } from "@celadon/runtime";
import { indicatorCells, indicatorColumns } from "./indicator-rows.ts";
import { migrations } from "./migrations.ts";
import { tsvLine } from "./tsv-line.ts";

/** For tests: a store with the benchmark's tables in a folder of its own, which goes when it is disposed. */
export async function storeInTest(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-benchmark-"));
  const store = await openEmbeddedStore(join(folder, "store"));
  await migrate(store, "benchmark", migrations);
  return {
    ...store,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** For tests: the first instant of a month of 2026 in Shanghai, 1 for January; 0 is December 2025. */
export const monthMs = (month: number): bigint =>
  BigInt(
    Temporal.PlainDate.from("2025-12-01").add({ months: month }).toZonedDateTime("Asia/Shanghai").startOfDay()
      .epochMilliseconds,
  );

/** For tests: a month of 2026 by footprint, everything measured: so many kg over so many m2. */
export const monthOf = (
  factory: string,
  month: number,
  { absolute, produced, ...more }: Partial<Indicator> & { readonly absolute: string; readonly produced: string },
): Indicator =>
  Indicator.fromPartial({
    factory,
    product: "upper",
    name: "footprint",
    fromMs: monthMs(month),
    toMs: monthMs(month + 1),
    timeZone: "Asia/Shanghai",
    unit: "kgCO2e",
    declaredUnit: "m2",
    amount: String(Number(absolute) / Number(produced)),
    measuredShare: "1",
    estimatedShare: "0",
    missingShare: "0",
    placeholderShare: "0",
    assumedShare: "0",
    primaryDataShare: "0.5",
    footprint: `footprint of ${factory} ${month}`,
    ...{ absolute, produced },
    ...more,
  });

export const leather: PeerGroup = {
  productGroup: "finished leather",
  declaredUnit: "m2",
  boundary: "cradle-to-gate",
  keys: [{ name: "animal", value: "cow" }],
  simulated: false,
};

/** For tests: puts indicators of a group into the store, as the first footprints of their periods. */
export async function put(store: Store, indicators: readonly Indicator[], group = leather): Promise<void> {
  const peer = peerGroupId(group);
  const content = Buffer.from(PeerGroup.encode(group).finish()).toString("base64");
  const names = [...new Set(indicators.map(({ name }) => name))];
  await store.insert(
    "peerGroups",
    ["productGroup", "indicator", "peer", "content"],
    Buffer.from(names.map((name) => tsvLine([group.productGroup, name, peer, content])).join("")),
  );
  const lines = indicators.map((indicator) => tsvLine(indicatorCells({ indicator, peer, group }, "1")));
  await store.insert("indicators", indicatorColumns, Buffer.from(lines.join("")));
}
