import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Decimal, instantText } from "@celadon/quantity";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ask } from "./ask.ts";
import { type Broker, startBroker } from "./broker.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { applyPlant } from "./plant-data.ts";
import { weekChannels, weekMeters, weekPlant, weekScenario } from "./simulated-week.ts";

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "celadon-week-"));
const file = (name: string): string => join(folder, name);
const fromMs = Date.parse("2026-01-04T16:00:00Z"); // Monday by the plant's clock
const week = { fromMs, toMs: fromMs + 168 * 3_600_000 };
const { water, power, gas, steam } = weekChannels;

interface Hour {
  readonly hour: string;
  readonly amount: string | null;
  readonly measuredMs: number;
  readonly estimatedMs: number;
}
interface FaultTruth {
  readonly fault: string;
  readonly channel?: string;
  readonly from: string;
  readonly declaration: { readonly kind: string; readonly closing: string; readonly opening: string } | null;
}
interface Truth {
  readonly channels: readonly { readonly channel: string; readonly hours: readonly string[] }[];
  readonly faults: readonly FaultTruth[];
}

let celadon: Celadon;
let broker: Broker;
let truth: Truth;
let slave: Promise<string>;
let beganMs: number;
let replaced: FaultTruth;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
};

/** The last hour of a register ends with a reading of the next one, which others need to an hour later and a slave right away. */
const untilOne = ["--to", "2026-01-12T01:00:00"];
const untilMidnight = ["--to", "2026-01-12T00:00:01"];

/** The command line, beside the broker of this process. */
async function run(...args: readonly string[]): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_"));
  const env = { ...Object.fromEntries(inherited), CELADON_DATA: celadon.folder };
  const child = spawn(process.execPath, [bin, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [printed, noted]: string[][] = [[], []];
  child.stdout.on("data", (bytes: Buffer) => printed?.push(String(bytes)));
  child.stderr.on("data", (bytes: Buffer) => noted?.push(String(bytes)));
  const [code] = await once(child, "close");
  expect(code, `${args.join(" ")}: ${noted?.join("")}`).toBe(0);
  return printed?.join("") ?? "";
}

const simulated = (...more: readonly string[]): Promise<string> =>
  run(
    ...["simulate", "--scenario", file("week.yaml"), "--seed", "7", "--meters", file("meters.yaml")],
    ...["--from", "2026-01-05", "--json", ...more],
  );

async function hoursOf(factory: string, channel: string, { fromMs, toMs } = week): Promise<readonly Hour[]> {
  const query = new URLSearchParams({ factory, channel, from: instantText(fromMs), to: instantText(toMs) });
  const { body } = await ask<readonly Hour[]>(`${celadon.url}/v1/activity?${query}`);
  return body;
}

const really = (channel: string): readonly string[] => {
  const hours = truth.channels.find((one) => one.channel === channel)?.hours.slice(0, 168) ?? [];
  expect(hours).toHaveLength(168);
  return hours;
};
const sumOf = (amounts: readonly (string | null)[]): string =>
  Decimal.sum(new Decimal(0), ...amounts.filter((amount) => amount !== null))
    .toDecimalPlaces(6)
    .toFixed();
const plain = (amount: string | null): string | null => (amount === null ? null : new Decimal(amount).toFixed());
const isMeasured = ({ measuredMs }: Hour): boolean => measuredMs === 3_600_000;

/** Hours from a time of the plant's clock on. */
const hourAt = (local: string): number => (Date.parse(`${local}+08:00`) - fromMs) / 3_600_000;

/** What is right without anybody's help: each hour whose rim has a reading, and every total; and what is marked. */
async function expectTruthBut(factory: string): Promise<void> {
  for (const channel of [water, power]) {
    const hours = await hoursOf(factory, channel);
    expect(
      hours.map(({ amount }) => plain(amount)),
      `${factory} ${channel}`,
    ).toEqual(really(channel));
    expect(hours.every(isMeasured), `${factory} ${channel}`).toBe(true);
  }
  const steamHours = await hoursOf(factory, steam);
  expect(sumOf(steamHours.map(({ amount }) => amount)), factory).toBe(sumOf(really(steam)));
  const lost = hourAt("2026-01-07T02:00"); // from the reading at two to that of half past five
  for (const [i, hour] of steamHours.entries()) {
    if (i >= lost && i < lost + 4) expect(hour.estimatedMs, `${factory} ${i}`).toBeGreaterThan(0);
    else expect([plain(hour.amount), isMeasured(hour)], `${factory} ${i}`).toEqual([really(steam)[i], true]);
  }
}

/** A meter that was replaced: right until then, unknown and marked after it, and never wrong. */
async function expectUndeclared(factory: string): Promise<void> {
  const hours = await hoursOf(factory, gas);
  const at = hourAt("2026-01-09T11:00");
  for (const [i, hour] of hours.entries()) {
    // The reading at eleven is of the new meter already, so the half hour before it is unknown too.
    if (i === at - 1) expect([hour.measuredMs, hour.estimatedMs], `${factory} ${i}`).toEqual([1_800_000, 0]);
    else if (i < at) expect([plain(hour.amount), isMeasured(hour)], `${factory} ${i}`).toEqual([really(gas)[i], true]);
    else expect([hour.measuredMs, hour.estimatedMs], `${factory} ${i}`).toEqual([0, 0]);
  }
}

async function declareReplacement(factory: string, at: string): Promise<void> {
  const { closing, opening, kind } = replaced.declaration ?? { closing: "", opening: "", kind: "" };
  const said = {
    kind,
    factory,
    channel: gas,
    at,
    closing,
    opening,
    why: "the protocol of the exchange",
    who: "a test",
  };
  const headers = { "content-type": "application/json" };
  const { status, body } = await ask(`${celadon.url}/v1/declarations`, { headers, body: JSON.stringify(said) });
  expect(status, JSON.stringify(body)).toBeLessThan(300);
}

async function expectDeclared(factory: string): Promise<void> {
  await declareReplacement(factory, replaced.from);
  const hours = await hoursOf(factory, gas);
  expect(
    hours.map(({ amount }) => plain(amount)),
    factory,
  ).toEqual(really(gas));
  expect(hours.every(isMeasured), factory).toBe(true);
}

beforeAll(async () => {
  broker = await startBroker();
  const ports = { station: await freePort(), slave: await freePort(), broker: broker.url };
  writeFileSync(file("week.yaml"), weekScenario);
  writeFileSync(file("meters.yaml"), weekMeters(ports));
  celadon = await startCeladon(undefined, file("meters.yaml"));
  for (const factory of ["week", "by-hj212", "by-mqtt", "by-sparkplug", "by-csv"])
    await applyPlant(celadon.url, weekPlant(factory));
  await applyPlant(celadon.url, weekPlant("by-modbus", 50_000));
  beganMs = Date.now();
  slave = simulated("--as", "modbus", "--source", "outfall", ...untilMidnight, "--speed", "40000"); // 15 s, and meanwhile the others
  slave.catch(() => undefined); // heard where it is waited for
}, 120_000);

afterAll(async () => {
  await celadon?.[Symbol.asyncDispose]();
  await broker?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test("a week by HJ 212 with outages, a rollover, a replacement, a zero, doubled and late frames is the truth, and what only a person knows is marked", async () => {
  const answer = await simulated("--as", "hj212", "--source", "outfall", ...untilOne, "--truth", file("truth.json"));
  expect(JSON.parse(answer).readings).toBeGreaterThan(1_000);
  truth = JSON.parse(readFileSync(file("truth.json"), "utf8"));
  expect(
    truth.faults.map(({ fault, declaration }) => `${fault}: ${declaration?.kind ?? "nothing to declare"}`),
  ).toEqual([
    "rollover: nothing to declare",
    "outage: nothing to declare",
    "outage: nothing to declare",
    "zero: nothing to declare",
    "doubled: nothing to declare",
    "replacement: replacement",
    "late: nothing to declare",
  ]);
  const found = truth.faults.find(({ fault }) => fault === "replacement");
  if (found === undefined) throw new Error("No meter is replaced in this week.");
  replaced = found;
  await expectTruthBut("by-hj212");
  await expectUndeclared("by-hj212");
  await expectDeclared("by-hj212");
}, 120_000);

test("the same week by HTTP and by CSV has the same amounts", async () => {
  await simulated("--as", "http", ...untilOne);
  const csv = await simulated("--as", "csv", "--print", ...untilOne);
  const body = csv.replaceAll(/^week,/gm, "by-csv,");
  const { status } = await ask(`${celadon.url}/v1/readings`, { headers: { "content-type": "text/csv" }, body });
  expect(status).toBe(200);
  for (const factory of ["week", "by-csv"]) {
    await expectTruthBut(factory);
    await expectUndeclared(factory);
    await expectDeclared(factory);
  }
}, 120_000);

test.each(["mqtt", "sparkplug"])(
  "the same week by %s has the same amounts",
  async (way) => {
    const factory = `by-${way}`;
    await simulated("--as", way, "--source", "outfall", ...untilOne);
    // The broker has it all, and Celadon soon.
    await vi.waitFor(() => expectTruthBut(factory), { timeout: 60_000, interval: 500 });
    await expectUndeclared(factory);
    await expectDeclared(factory);
  },
  180_000,
);

test("the same week by Modbus, read at the instants of the questions, has the same totals from first to last", async () => {
  await slave;
  const passed = { fromMs: Math.floor(beganMs / 3_600_000) * 3_600_000, toMs: Date.now() + 3_600_000 };
  const total = async (channel: string): Promise<string> =>
    sumOf((await hoursOf("by-modbus", channel, passed)).map(({ amount }) => amount));
  await expect.poll(() => total(power), { timeout: 30_000, interval: 200 }).toBe(sumOf(really(power)));
  expect(await total(steam)).toBe(sumOf(really(steam)));
  expect(await total(gas)).not.toBe(sumOf(really(gas)));

  // Replaced between the last question that the old meter answered and the first that the new one did.
  const query = new URLSearchParams({ factory: "by-modbus", channel: gas, from: instantText(passed.fromMs) });
  const { body } = await ask<readonly { readonly at: string; readonly verdict: string }[]>(
    `${celadon.url}/v1/readings?${query}`,
  );
  const lastOfOld = body[body.findIndex(({ verdict }) => verdict !== "accepted") - 1];
  const at = new Date(Date.parse(lastOfOld?.at ?? "") + 500).toISOString();
  await declareReplacement("by-modbus", at);
  expect(await total(gas)).toBe(sumOf(really(gas)));
}, 180_000);
