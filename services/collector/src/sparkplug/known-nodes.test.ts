import { expect, test } from "vitest";
import { payloadOf } from "./edge-node-in-test.ts";
import { knownNodes } from "./known-nodes.ts";

const at = Date.parse("2027-01-01T00:00:00Z");
const nodes = Array.from({ length: 100 }, (_, i) => ({
  name: `n${i}`,
  value: { group: "Mill", node: `g${i}`, factory: "mill" },
}));
const message = (type: string, node: string, seq: number) => ({
  topic: `spBv1.0/Mill/${type}/${node}`,
  payload: payloadOf([{ name: "A", alias: 1, datatype: 3, intValue: seq, timestamp: at }], at, seq),
  isRetained: false,
});

test("each node is asked once at the start and not again at once, however much it sends that cannot be read", () => {
  const known = knownNodes({ url: "mqtt://broker", nodes }, () => undefined);
  expect(known.due(at)).toHaveLength(100);
  for (let seq = 0; seq < 200; seq++) known.take(message("NDATA", "g7", seq), at + seq);
  expect(known.due(at + 1_000)).toEqual([]);
  expect(known.due(at + 10_000)).toHaveLength(100);
});

test("a node that is born is not asked, until messages may be missing", () => {
  const known = knownNodes({ url: "mqtt://broker", nodes: nodes.slice(0, 1) }, () => undefined);
  expect(known.take(message("NBIRTH", "g0", 0), at)?.outcome.readings).toHaveLength(1);
  expect(known.due(at)).toEqual([]);
  known.loseTouch();
  expect(known.due(at).map(({ source }) => source)).toEqual(["n0"]);
});

test("nodes that the file does not name are told once each, and a thousand at most", () => {
  const strangers: string[] = [];
  const known = knownNodes({ url: "mqtt://broker", nodes: [] }, (node) => strangers.push(node));
  for (let i = 0; i < 2_000; i++) known.take(message("NDATA", `x${i % 1_500}`, 1), at);
  expect(strangers).toHaveLength(1_000);
});
