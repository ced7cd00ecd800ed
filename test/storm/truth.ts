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
  const list = async (url: string): Promise<readonly Record<string, unknown>[]> => {
    const { status, body } = await ask<readonly Record<string, unknown>[]>(url);
    if (status !== 200) throw new Error(`${url} was answered ${status}: ${JSON.stringify(body).slice(0, 500)}`);
    return body;
  };
  const hours = await list(`${at.ledger}/v1/activity?factory=${factory}`);
  const computed = await ask(`${at.footprinter}/v1/footprints/compute`, { body: JSON.stringify({ factory }) });
  if (computed.status !== 200)
    throw new Error(`compute was answered ${computed.status}: ${JSON.stringify(computed.body).slice(0, 500)}`);
  const footprints: string[] = [];
  for (const { id } of await list(`${at.footprinter}/v1/footprints?factory=${factory}`)) {
    const { body } = await ask<Record<string, unknown>>(`${at.footprinter}/v1/footprints/${id}`);
    footprints.push(JSON.stringify({ ...body, supersedes: null, supersededBy: null }));
  }
  return { hours: hours.map((one) => JSON.stringify(one)), footprints };
}
