import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { freePorts } from "../kafka/free-ports.ts";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { applyPlant } from "./plant-data.ts";

const mn = "010000A8900016F000169DC0";
const channel = "outfall/2061/w00000-Cou";
const hours = 480;
const plant = `factory: mill
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2025-12-01
channels:
  ${channel}: { kind: interval, unit: m3, period: 1h }
processes:
  works: { makes: { year: 1 year per year } }
products:
  year: { name: { en: A year }, declaredUnit: 1 year, boundary: gate-to-gate, period: year }
`;

/** The frame of an hour, with length and CRC by the rules of the standard and not by our codec. */
function frameOf(hour: number): string {
  const at = new Date(Date.UTC(2026, 0, 1, hour)).toISOString().replace(/\D/g, "").slice(0, 14);
  const segment = `QN=${at}000;ST=32;CN=2061;PW=123456;MN=${mn};Flag=5;CP=&&DataTime=${at};w00000-Cou=${hour}.25,w00000-Flag=N&&`;
  let register = 0xffff;
  for (const byte of Buffer.from(segment)) {
    register = (register >> 8) ^ byte;
    for (let bit = 0; bit < 8; bit++) register = (register & 1) === 1 ? (register >> 1) ^ 0xa001 : register >> 1;
  }
  return `##${String(segment.length).padStart(4, "0")}${segment}${register.toString(16).toUpperCase().padStart(4, "0")}\r\n`;
}

/** A data logger: keeps an hour until it is answered, some are under way at once, and connects again when it is cut off. */
function logger(port: number) {
  const open = new Set(Array.from({ length: hours }, (_, hour) => hour));
  let sent = 0;
  let socket: Socket | undefined;
  let isOver = false;
  const talk = async (): Promise<void> => {
    const own = connect({ port, host: "127.0.0.1" });
    socket = own;
    const under = new Map<string, number>();
    let rest = "";
    const more = (): void => {
      for (const hour of open) {
        if (under.size >= 8) break;
        const frame = frameOf(hour);
        const qn = frame.slice(9, 26);
        if (under.has(qn)) continue;
        under.set(qn, hour);
        sent += 1;
        own.write(frame);
      }
    };
    own.setEncoding("latin1").on("connect", more);
    own.on("data", (text: string) => {
      const lines = (rest + text).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const qn = /QN=(\d{17}).*CN=9014/.exec(line)?.[1] ?? "";
        const hour = under.get(qn);
        if (hour === undefined) continue;
        under.delete(qn);
        open.delete(hour);
      }
      more();
    });
    own.on("error", () => undefined);
    await new Promise<void>((closed) => own.once("close", () => closed()));
  };
  const running = (async () => {
    while (!isOver && open.size > 0) {
      await talk();
      await sleep(100);
    }
  })();
  return {
    left: () => open.size,
    sent: () => sent,
    [Symbol.asyncDispose]: async () => {
      isOver = true;
      socket?.destroy();
      await running;
    },
  };
}

interface Reading {
  readonly at: string;
  readonly value: string;
}

test("kill -9 in the middle of a station's stream: it sends again, and nothing is lost or doubled", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-station-"));
  const [port] = await freePorts(1);
  const meters = join(folder, "meters.yaml");
  writeFileSync(
    meters,
    `hj212:\n  listen: 127.0.0.1:${port}\n  stations:\n    outfall: { mn: "${mn}", factory: mill, password: "123456" }\n`,
  );
  try {
    await using celadon = await startCeladon(undefined, meters);
    await applyPlant(celadon.url, plant);
    await using station = logger(port as number);
    for (const left of [350, 150]) {
      await expect.poll(station.left, { timeout: 60_000 }).toBeLessThan(left);
      await celadon.kill();
      await celadon.start();
    }
    await expect.poll(station.left, { timeout: 60_000 }).toBe(0);
    expect(station.sent()).toBeGreaterThan(hours); // what was under way at a death came again

    const path = `factory=mill&channel=${encodeURIComponent(channel)}`;
    const { body: readings } = await ask<readonly Reading[]>(`${celadon.url}/v1/readings?${path}`);
    expect(readings.map(({ at, value }) => `${at} ${value}`)).toEqual(
      Array.from({ length: hours }, (_, hour) => {
        const at = new Date(Date.UTC(2025, 11, 31, 16 + hour)).toISOString().replace(".000", "");
        return `${at} ${hour}.25`;
      }),
    );
    const { body: windows } = await ask<readonly { readonly amount: string | null }[]>(
      `${celadon.url}/v1/activity?${path}`,
    );
    // 0.25 + 1.25 + ... + 479.25
    const total = windows.reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(total).toBeCloseTo((hours * (hours - 1)) / 2 + hours / 4, 6);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
