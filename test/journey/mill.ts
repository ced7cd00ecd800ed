import type { Answer } from "./ask.ts";
import { type Report, sendLines } from "./plant-data.ts";

/** A small paper mill: a counter with a rated bound, a rate, an interval channel, and one product. */
export const mill = `factory: mill
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2026-01-01
channels:
  mainKwh: { kind: counter, unit: kWh, period: 15min, maxGap: 1h, ratedPerHour: 1000 }
  pumpKw: { kind: rate, unit: kW, period: 1min, maxGap: 5min, minimum: 0, maximum: 500, footprint: false }
  paperT: { kind: interval, unit: t, period: 1h, minimum: 0 }
processes:
  paper machine:
    makes: { paper: paperT }
    takes:
      power: { amount: mainKwh, factor: electricity/grid }
products:
  paper: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
`;

/** One reading of the mill as a line of NDJSON; `value` goes in as it stands. */
export const line = (channel: string, at: string, value: string | number, more = ""): string =>
  `{"factory":"mill","channel":"${channel}","at":"${at}","value":${value}${more}}\n`;

/** Sends lines and gives the report of a request that was read to its end. */
export async function sent(url: string, body: string | Uint8Array): Promise<Report> {
  const answer: Answer<Report> = await sendLines(url, body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
