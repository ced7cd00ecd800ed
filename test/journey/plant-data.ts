import { readFileSync } from "node:fs";
import { type Answer, ask } from "./ask.ts";

/** The test data of a real plant, and how its file is read. */
export interface PlantData {
  readonly factory: string;
  readonly model: Buffer;
  readonly file: Buffer;
  readonly import: string;
}

const data = (path: string): Buffer => readFileSync(new URL(`../data/${path}`, import.meta.url));

/** The year of a Korean steel plant, a reading every quarter of an hour. */
export const steel = (): PlantData => ({
  factory: "gwangyang-steel",
  model: data("plants/steel-2018.yaml"),
  file: data("Steel_industry_data.csv"),
  import: "uci",
});

/** Five and a half years of an Australian wastewater plant, a reading a day, a third of them missing. */
export const wastewater = (): PlantData => ({
  factory: "melbourne-wwtp",
  model: data("plants/wwtp-melbourne.yaml"),
  file: data("wwtp_melbourne_daily_energy_cod.csv"),
  import: "mendeley",
});

/** What `POST /v1/readings` answers. */
export interface Report {
  readonly request: string;
  readonly accepted: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly refused: readonly RefusedLine[];
  readonly refusedLeftOut: number;
  readonly refusedAt: string;
}

export interface RefusedLine {
  readonly line: number;
  readonly verdict: string;
  readonly reason: string;
  readonly evidence: string;
}

/** Puts a plant model into force; throws what is wrong with it. */
export async function applyPlant(url: string, yaml: string | Uint8Array): Promise<void> {
  const { status, body } = await ask(`${url}/v1/plants?who=journey&why=test`, { body: yaml });
  if (status !== 200) throw new Error(`The plant was refused: ${JSON.stringify(body)}`);
}

/** Sends the plant's own file by its import rule. */
export const sendFile = ({ factory, file, import: rule }: PlantData, url: string): Promise<Answer<Report>> =>
  ask(`${url}/v1/readings?factory=${factory}&format=csv&import=${rule}`, { body: file });

/** Sends lines of NDJSON. */
export const sendLines = <Body = Report>(url: string, body: string | Uint8Array): Promise<Answer<Body>> =>
  ask(`${url}/v1/readings`, { body, headers: { "content-type": "application/x-ndjson" } });

/** A footprint as the interface gives it. */
export interface FootprintRow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly amount: string | null;
  readonly current: boolean;
  readonly supersedes: string | null;
  readonly measuredShare: string;
  readonly missingShare: string;
  readonly gaps: readonly { readonly kind: string; readonly where: string; readonly reason: string }[];
}

/** Calculates the footprints of a factory now and returns the current ones. */
export async function compute(url: string, factory: string): Promise<readonly FootprintRow[]> {
  const { status, body } = await ask<readonly FootprintRow[]>(`${url}/v1/footprints/compute`, {
    body: JSON.stringify({ factory }),
  });
  if (status !== 200) throw new Error(`No footprint: ${JSON.stringify(body)}`);
  return body;
}

/** Everything of a footprint that its id stands for, as text: all but its place in the history. */
export async function footprintText(url: string, id: string): Promise<string> {
  const { body } = await ask<FootprintRow>(`${url}/v1/footprints/${id}`);
  const { current: _current, supersedes: _supersedes, ...content } = body;
  return JSON.stringify(content);
}
