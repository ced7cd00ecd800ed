import { ask } from "../journey/ask.ts";
import { startCeladon } from "../journey/celadon.ts";
import { cleanPass } from "./deliveries.ts";
import type { Scenario } from "./scenario.ts";

/** What a factory's hours and footprints are, as texts that can be compared. */
export interface Outcome {
  readonly hours: readonly string[];
  readonly footprints: readonly string[];
}

/** What comes of the truth told once and in order, by factory: one process, its own store. */
export async function truthOf(scenarios: readonly Scenario[]): Promise<ReadonlyMap<string, Outcome>> {
  await using peaceful = await startCeladon();
  for (const scenario of scenarios) {
    for (const { path, question } of cleanPass(scenario)) {
      const { status, body } = await ask(`${peaceful.url}${path}`, question);
      if (status !== 200) throw new Error(`${path} was answered ${status}: ${JSON.stringify(body).slice(0, 500)}`);
    }
  }
  const outcomes = new Map<string, Outcome>();
  for (const { factory } of scenarios)
    outcomes.set(factory, await outcomeAt({ ledger: peaceful.url, footprinter: peaceful.url }, factory));
  return outcomes;
}

/** Hours and footprints of a factory, calculated now; the footprints whole, but for their history. */
export async function outcomeAt(
  at: { readonly ledger: string; readonly footprinter: string },
  factory: string,
): Promise<Outcome> {
  return { hours: await hoursAt(at.ledger, factory), footprints: await footprintsAt(at.footprinter, factory) };
}

export const hoursAt = async (ledger: string, factory: string): Promise<readonly string[]> =>
  (await list(`${ledger}/v1/activity?factory=${factory}`)).map((one) => JSON.stringify(one));

export async function footprintsAt(footprinter: string, factory: string): Promise<readonly string[]> {
  const computed = await ask(`${footprinter}/v1/footprints/compute`, { body: JSON.stringify({ factory }) });
  if (computed.status !== 200)
    throw new Error(`compute was answered ${computed.status}: ${JSON.stringify(computed.body).slice(0, 500)}`);
  const footprints: string[] = [];
  for (const { id } of await list(`${footprinter}/v1/footprints?factory=${factory}`)) {
    const { body } = await ask<Record<string, unknown>>(`${footprinter}/v1/footprints/${id}`);
    footprints.push(JSON.stringify({ ...body, supersedes: null, supersededBy: null }));
  }
  return footprints;
}

async function list(url: string): Promise<readonly Record<string, unknown>[]> {
  const { status, body } = await ask<readonly Record<string, unknown>[]>(url);
  if (status !== 200) throw new Error(`${url} was answered ${status}: ${JSON.stringify(body).slice(0, 500)}`);
  return body;
}
