import type { PeerGroup } from "@celadon/proto";
import type { IndicatorName } from "./indicator-names.ts";

/**
 * What a ranking may be called, in English and Chinese. No scheme that Celadon knows provides for a public comparison, which
 * needs one category rule and a critical review (ISO 14044, clause 6; ISO 14026): so every ranking is an internal benchmark.
 * A footprint that does not reach from cradle to grave is a partial one (ISO 14067) and is called that.
 */
export const claimsOf = ({ boundary, simulated }: PeerGroup, indicator: IndicatorName): readonly string[] => [
  "internal benchmark, not a comparative assertion (ISO 14044/14026) · 内部对标，不构成对比声明（ISO 14044/14026）",
  ...(indicator === "footprint" && boundary !== "cradle-to-grave"
    ? [`partial carbon footprint (${boundary}) · 部分产品碳足迹（${boundaryZh[boundary] ?? boundary}）`]
    : []),
  ...(simulated ? ["simulated factories: no plant of this world is in it · 模拟工厂，不含任何真实工厂"] : []),
];

const boundaryZh: Readonly<Record<string, string>> = {
  "cradle-to-gate": "从摇篮到大门",
  "gate-to-gate": "从大门到大门",
};
