import { setTimeout as sleep } from "node:timers/promises";
import { calendarPeriod, localText } from "@celadon/quantity";
import type { Local } from "../entrance.ts";
import type { StartsUp } from "../serve.ts";
import { askJson, type Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import { demoPlants, tannery } from "./demo-plants.ts";
import { readDemoState, writeDemoState } from "./demo-state.ts";
import { fillDemo } from "./fill-demo.ts";
import { liveDemo } from "./live-demo.ts";

/** A demonstration that is filled in, and goes on when `live` is called. */
export interface Demo {
  /** The tannery's footprint over twelve months, and the certificate issued for it. */
  readonly footprint: string;
  readonly certificate: string;
  readonly live: (signal: AbortSignal) => Promise<void>;
}

const seed = 2026;
const zone = "Asia/Shanghai";
const hourMs = 3_600_000;
/** The last days are left to the live stream, so that there is something to see. */
const liveMs = 3 * 24 * hourMs;
const footprintPatienceMs = 60_000;

/**
 * Fills an empty data folder with simulated plants: the last twelve whole months and the running one. Where a demonstration
 * was begun before, goes on with it. Undefined in a folder that holds plants of somebody's own: they are left alone.
 */
export async function beginDemo(
  shell: Shell,
  {
    local,
    dataFolder,
    told,
  }: {
    readonly local: Local;
    readonly dataFolder: string;
    readonly told: (startUp: NonNullable<ReturnType<StartsUp>>) => void;
  },
): Promise<Demo | undefined> {
  const { url, token } = local;
  const service: Service = { url, credentials: { token }, [Symbol.asyncDispose]: async () => undefined };
  const now = (): number => Date.now();
  const before = readDemoState(dataFolder);
  if (before === undefined && (await askJson<readonly unknown[]>(service, { path: "/v1/plants" })).length > 0)
    return undefined;
  const state = before ?? { seed, beginMs: twelveMonthsBefore(now()), sentUntilMs: twelveMonthsBefore(now()) };
  const plants = demoPlants(state.seed, localText(state.beginMs, zone).slice(0, "2026-01-01".length));
  const toMs = Math.floor((now() - liveMs) / hourMs) * hourMs;
  const tell = (share: number): void => {
    const why = `Filling in twelve months of ${plants.length} simulated plants: ${Math.round(100 * share)} %`;
    told({ why, isFilling: true });
    shell.note(shell.isTerminal ? `\r\u001B[K${why} ...` : share === 0 ? `${why} ...\n` : "");
  };
  let sentUntilMs = state.sentUntilMs;
  if (toMs > sentUntilMs) {
    tell(0);
    await fillDemo({ shell, service, told: tell }, plants, { seed: state.seed, fromMs: sentUntilMs, toMs });
    sentUntilMs = toMs;
    writeDemoState(dataFolder, { ...state, sentUntilMs });
    if (shell.isTerminal) shell.note("\r\u001B[K");
  }
  told({ why: "The footprints of the demonstration are being calculated.", isFilling: false });
  const footprint = await twelveMonthFootprint(service);
  return {
    footprint,
    certificate: await certificateOf(service, footprint),
    live: (signal) =>
      liveDemo(
        { shell, service, now, sent: (untilMs) => writeDemoState(dataFolder, { ...state, sentUntilMs: untilMs }) },
        plants,
        { seed: state.seed, fromMs: sentUntilMs },
        signal,
      ),
  };
}

/** The begin of the month that lies twelve whole months before the running one. */
function twelveMonthsBefore(nowMs: number): number {
  let { fromMs } = calendarPeriod(nowMs, zone, "month");
  for (let month = 0; month < 12; month++) ({ fromMs } = calendarPeriod(fromMs - 1, zone, "month"));
  return fromMs;
}

interface Listed {
  readonly id: string;
  readonly product: string;
  readonly from: string;
  readonly to: string;
  readonly status: string;
}

/** Waits until the tannery's footprint over twelve months is there: it comes by itself. */
async function twelveMonthFootprint(service: Service): Promise<string> {
  const untilMs = performance.now() + footprintPatienceMs;
  const query = { factory: tannery, product: "leather" };
  while (performance.now() < untilMs) {
    const listed = await askJson<readonly Listed[]>(service, { path: "/v1/footprints", query });
    const found = listed.find(({ from, to }) => Date.parse(to) - Date.parse(from) > 360 * 24 * hourMs);
    if (found !== undefined) return found.id;
    await sleep(500);
  }
  throw new Error(`No footprint of "${tannery}" over twelve months came within ${footprintPatienceMs / 1_000} s.`);
}

/** Asked for again, it is the one that stands. */
async function certificateOf(service: Service, footprint: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  const question = { method: "POST", path: "/v1/certificates", headers, body: JSON.stringify({ footprint }) } as const;
  return (await askJson<{ readonly id: string }>(service, question)).id;
}
