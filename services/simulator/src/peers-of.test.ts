import { expect, test } from "vitest";
import { shipped } from "../shipped.ts";
import { peersOf } from "./peers-of.ts";
import { valuesOf } from "./sent.ts";
import { truthOf } from "./truth-of.ts";

const template = shipped("peer-tannery");
const year = { fromMs: Date.parse("2024-12-31T16:00:00Z"), toMs: Date.parse("2025-12-31T16:00:00Z") };

const intensityOf = (peer: (typeof peers)[number], channel: string): number => {
  const source = peer.scenario.channels.find(({ name }) => name === channel)?.source;
  if (source?.kind !== "perUnit") throw new Error(`${channel} has no intensity.`);
  return source.perUnit.mode;
};

const peers = peersOf(template, 30, 1);

test("a seed gives the same peers, and a longer list begins with the shorter one", () => {
  expect(peersOf(template, 30, 1)).toEqual(peers);
  expect(peersOf(template, 12, 1)).toEqual(peers.slice(0, 12));
  expect(peersOf(template, 30, 2)).not.toEqual(peers);
});

test("each has an id and names of its own, in English and Chinese", () => {
  expect(peers[0]?.factory).toBe("peer-tannery-01");
  const many = peersOf(template, 90, 1);
  expect(new Set(many.map(({ factory }) => factory)).size).toBe(90);
  expect(new Set(many.map(({ name }) => name.en)).size).toBe(90);
  expect(new Set(many.map(({ name }) => name.zh)).size).toBe(90);
  for (const { name } of many) {
    expect(name.en).toMatch(/^[A-Z].* Tannery \(simulated\)$/);
    expect(name.zh).toMatch(/^\p{Script=Han}+\d?制革厂（模拟）$/u);
  }
});

test("intensities lie within the stated range, around its mean, and differ", () => {
  const many = peersOf(template, 600, 1).map((peer) => intensityOf(peer, "gridKwh"));
  expect(Math.min(...many)).toBeGreaterThanOrEqual(1.8);
  expect(Math.max(...many)).toBeLessThanOrEqual(3.5);
  expect(new Set(many).size).toBeGreaterThan(400);
  const mean = many.reduce((sum, value) => sum + value, 0) / many.length;
  expect(mean).toBeCloseTo((1.8 + 2.5 + 3.5) / 3, 1); // the mean of a triangular distribution
});

test("a peer's year has the intensities and the size it drew", () => {
  for (const peer of peers.slice(0, 4)) {
    const { channels } = truthOf(peer.scenario, 1, year);
    const total = (channel: string): number => Number(channels.find((one) => one.channel === channel)?.total);
    expect(Math.abs(total("gridKwh") / total("areaM2") / intensityOf(peer, "gridKwh") - 1)).toBeLessThan(0.02);
    const days = total("areaM2") / peer.scenario.production.perDay.mode;
    expect(days).toBeGreaterThan(260);
    expect(days).toBeLessThan(300);
  }
});

test("a few are poorly metered: their days are lost, those of the others are not", () => {
  const poor = peers.filter(({ isPoorlyMetered }) => isPoorlyMetered);
  expect(poor.length).toBeGreaterThan(0);
  expect(poor.length).toBeLessThan(8);
  const daysOf = (peer: (typeof peers)[number]): number =>
    Object.keys(valuesOf(peer.scenario, "gasM3", { from: "2024-12-31T16:00:01Z", to: "2026-01-02T16:00:00Z" })).length;
  for (const peer of poor) expect(daysOf(peer)).toBeLessThan(345);
  for (const peer of peers.filter(({ isPoorlyMetered }) => !isPoorlyMetered).slice(0, 5))
    expect(daysOf(peer)).toBeGreaterThanOrEqual(365);
});

test("a scenario that says nothing of peers has none", () => {
  expect(() => peersOf(shipped("tannery"), 2, 1)).toThrow('say under "peers" how plants like it differ');
});
