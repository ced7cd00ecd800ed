import { ask } from "../journey/ask.ts";
import { sent } from "../journey/mill.ts";

/** A paper mill with one product a year: 40 kWh and one tonne a day through 2025, in Shanghai. */
const plant = (marks: string): string => `factory: mill
name: { en: River mill, zh: 江边造纸厂 }
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2025-01-01
${marks}
channels:
  kwh: { kind: interval, unit: kWh, period: calendar-day }
  paperT: { kind: interval, unit: t, period: calendar-day }
processes:
  paper machine:
    makes: { paper: paperT }
    takes: { power: { amount: kwh, factor: electricity/grid } }
products:
  paper: { name: { en: Kraft paper, zh: 牛皮纸 }, declaredUnit: 1 t, boundary: gate-to-gate, period: year }
`;

const dayMs = 86_400_000;
const beginsMs = Date.parse("2025-01-01T00:00:00+08:00");
const endsMs = Date.parse("2026-01-01T00:00:00+08:00");

/** The reading of one day of 2025, counted from 1. */
export const dayLine = (channel: string, day: number, value: number, revision = 0): string =>
  `${JSON.stringify({ factory: "mill", channel, at: new Date(beginsMs + day * dayMs).toISOString(), value, revision })}\n`;

/** Fills a Celadon with that year, and gives the id of its footprint. */
export async function certifiedYear(url: string, marks = ""): Promise<string> {
  const applied = await ask(`${url}/v1/plants?who=Li&why=test`, { body: plant(marks) });
  if (applied.status !== 200) throw new Error(JSON.stringify(applied.body));
  const days = Array.from({ length: 365 }, (_, i) => dayLine("kwh", i + 1, 40) + dayLine("paperT", i + 1, 1));
  await sent(url, days.join(""));
  return footprintOfYear(url);
}

interface Row {
  readonly id: string;
  readonly status: string;
  readonly from: string;
  readonly to: string;
}

/** The id of the mill's current footprint of 2025, complete. */
export async function footprintOfYear(url: string): Promise<string> {
  const { body } = await ask<readonly Row[]>(`${url}/v1/footprints?factory=mill&status=complete`);
  const row = body.find(({ from, to }) => Date.parse(from) === beginsMs && Date.parse(to) === endsMs);
  if (row === undefined) throw new Error(`2025 has no complete footprint: ${JSON.stringify(body)}`);
  return row.id;
}
