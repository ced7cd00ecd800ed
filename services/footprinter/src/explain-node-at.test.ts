import type { ExplainNode } from "@celadon/proto";
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { explainNodeAt } from "./explain-node-at.ts";
import { footprintInTest } from "./footprint-in-test.ts";

/** Gas that a process gives off, and how much of it an analyser takes for methane. */
const tannery = `factory: tannery
timeZone: UTC
place: CN
effectiveFrom: 2026-01-01
channels:
  grainT: { kind: interval, unit: t, period: 1h }
  gasM3: { kind: interval, unit: m3, period: 1h }
  methaneMgL: { kind: state, unit: mg/L, period: 1h }
processes:
  splitting:
    makes: { grain: grainT }
    emits: { methane: { gas: CH4-fossil, amount: gasM3, times: [{ channel: methaneMgL }] } }
products:
  grain: { declaredUnit: 1 t, boundary: gate-to-gate, period: year }
`;
const hourMs = 3_600_000;
const amounts = { grainT: "100", gasM3: "10", methaneMgL: String(40 * hourMs) };

const every = (node: ExplainNode): readonly ExplainNode[] => [node, ...node.children.flatMap(every)];

test("below a channel that means multiply, an opened node shows those first and its hours behind them, page by page", async () => {
  const { footprint, ports } = await footprintInTest(tannery, amounts);
  const tree = await explain(ports.store, footprint, { limit: 9, withReadings: false });
  const channel = every(tree).find(({ kind, label }) => kind === "channel" && label === "gasM3");
  const kinds = async (offset: number, limit: number) => {
    const query = { depth: 1, limit, offset };
    const { children, leftOut } = await explainNodeAt(ports.store, footprint, channel?.id ?? "", query);
    return [children.map(({ kind, label }) => `${kind} ${label}`), leftOut];
  };
  const [mean, hour] = ["channel methaneMgL", "window 2026-03-01T00:00:00+00:00"];
  expect(await kinds(0, 9)).toEqual([[mean, hour], 0]);
  expect(await kinds(0, 1)).toEqual([[mean], 1]);
  expect(await kinds(1, 1)).toEqual([[hour], 1]);
  const closed = await explainNodeAt(ports.store, footprint, channel?.id ?? "", { depth: 0, limit: 1, offset: 0 });
  expect(closed.leftOut).toBe(2);
});
