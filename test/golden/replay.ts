import { readFileSync } from "node:fs";
import { ask } from "../journey/ask.ts";
import { startCeladon } from "../journey/celadon.ts";

/** What a replay must come to, as the texts of the files in this folder. */
export interface Golden {
  readonly "activity.ndjson": string;
  readonly "footprints.ndjson": string;
}

const input = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

interface Hour {
  readonly channel: string;
  readonly localStart: string;
  readonly amount: string | null;
  readonly estimatedMs: number;
  readonly missingMs: number;
  readonly marks: readonly string[];
}

/** An hour in short: its amount, and what is not measured of it. */
const short = ({ amount, estimatedMs, missingMs, marks }: Hour): string =>
  [
    amount ?? "unknown",
    ...(estimatedMs === 0 ? [] : [`estimated ${estimatedMs} ms`]),
    ...(missingMs === 0 ? [] : [`missing ${missingMs} ms`]),
    ...marks,
  ].join(", ");

/** One line for each channel and day of the plant: from which hour on its hours are as told. */
function activityText(hours: readonly Hour[]): string {
  const days = new Map<string, Record<string, string>>();
  const last = new Map<string, string>();
  for (const hour of hours) {
    const key = `${hour.channel} ${hour.localStart.slice(0, 10)}`;
    const day = days.get(key) ?? {};
    days.set(key, day);
    if (last.get(key) !== short(hour)) day[hour.localStart.slice(11, 16)] = short(hour);
    last.set(key, short(hour));
  }
  return [...days].map((day) => `${JSON.stringify(Object.fromEntries([day]))}\n`).join("");
}

/** A value as lines that a person can read one by one: what is longer is taken apart. */
function linesOf(where: string, value: unknown): readonly string[] {
  const line = `${JSON.stringify({ [where]: value })}\n`;
  if (line.length <= 400 || typeof value !== "object" || value === null) return [line];
  return Object.entries(value).flatMap(([key, member]) => linesOf(`${where}/${key}`, member));
}

/** A footprint as the interface gives it, with its inventory. */
interface Answered extends Readonly<Record<string, unknown>> {
  readonly inventory: Readonly<Record<string, unknown>>;
}

/** Lets a Celadon read the recorded input, and gives what it answers for. Its place in time and the release of the tables are left out. */
export async function replay(): Promise<Golden> {
  await using celadon = await startCeladon();
  const answer = async <Body>(path: string, body?: string): Promise<Body> => {
    const { status, body: said } = await ask<Body>(`${celadon.url}${path}`, body === undefined ? {} : { body });
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${JSON.stringify(said)}`);
    return said;
  };
  await answer("/v1/plants?who=golden&why=replay", input("plant.yaml"));
  for (const fact of JSON.parse(input("declarations.json")) as readonly unknown[]) {
    await answer("/v1/declarations", JSON.stringify(fact));
  }
  await answer("/v1/readings?format=ndjson", input("readings.ndjson"));
  const march = { factory: "golden-mill", from: "2026-03-01T00:00:00+08:00", to: "2026-04-01T00:00:00+08:00" };
  const rows = await answer<readonly { readonly id: string }[]>("/v1/footprints/compute", JSON.stringify(march));
  const footprints: string[] = [];
  for (const { id } of rows) {
    const {
      supersedes: _history,
      current: _now,
      factorRelease: _tables,
      inventory: { factorRelease: _sameTables, ...inventory },
      ...footprint
    } = await answer<Answered>(`/v1/footprints/${id}`);
    footprints.push(...linesOf(String(footprint["product"]), { ...footprint, inventory }));
  }
  return {
    "activity.ndjson": activityText(await answer("/v1/activity?factory=golden-mill")),
    "footprints.ndjson": footprints.join(""),
  };
}
