import { readFileSync } from "node:fs";
import { readingsBetween, readScenario } from "@celadon/simulator";
import { expect, test } from "vitest";
import { startFront } from "../clickhouse/start-front.ts";
import { openKafka } from "../kafka/kafka-jars.ts";
import { startProcesses } from "../processes/start-processes.ts";
import { outcomeAt } from "../storm/truth.ts";
import { type Answer, ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { applyPlant, sendFile, steel } from "./plant-data.ts";

// One Celadon, and the same as separate processes on a real broker: what differs is configuration, never a figure.

/** Who is told and asked what; in one process all are the same. */
interface Addresses {
  readonly collector: string;
  readonly ledger: string;
  readonly footprinter: string;
}

const file = (path: string): string => readFileSync(new URL(`../../services/${path}`, import.meta.url), "utf8");

/** A month and a day of what the meters of a shipped example plant send, under the name that its template has. */
function monthOf(name: string, factory: string): { readonly factory: string; readonly ndjson: string } {
  const read = readScenario(file(`simulator/scenarios/${name}.yaml`));
  if (read.kind !== "accept") throw new Error(read.evidence);
  const [from, to] = [Date.parse("2025-10-31T16:00:00Z"), Date.parse("2025-12-01T16:00:00Z")];
  const hours = [...readingsBetween({ ...read.value, factory }, 2026, from, to)];
  return { factory, ndjson: hours.map(({ ndjson }) => ndjson).join("") };
}

const [tannery, mill] = [monthOf("tannery", "riverside-tannery"), monthOf("board-mill", "northgate-board-mill")];

const accepted = ({ status, body }: Answer<unknown>): unknown => {
  if (status !== 200) throw new Error(`It was answered ${status}: ${JSON.stringify(body).slice(0, 500)}`);
  return body;
};

async function tellAll({ collector, ledger }: Addresses): Promise<void> {
  await applyPlant(ledger, steel().model);
  accepted(await sendFile(steel(), collector));
  for (const [template, { ndjson }] of [
    ["leather", tannery],
    ["paper", mill],
  ] as const) {
    await applyPlant(ledger, file(`celadon/templates/${template}.yaml`));
    accepted(await ask(`${collector}/v1/readings?format=ndjson`, { body: ndjson }));
  }
}

const factories = [steel().factory, tannery.factory, mill.factory];
const outcomesAt = async (at: Addresses) => {
  const outcomes = [];
  for (const factory of factories) outcomes.push(await outcomeAt(at, factory));
  return outcomes;
};

test("a steel year, a tannery and a board mill come to the same hours and footprints, byte for byte, in one process and in seven", async () => {
  await using broker = await openKafka();
  await using front = await startFront();
  await using seven = await startProcesses({ brokers: broker.address, clickhouse: front.url });
  const at = {
    collector: seven.of("collector").url,
    ledger: seven.of("ledger").url,
    footprinter: seven.of("footprinter").url,
  };
  await tellAll(at);
  await using one = await startCeladon();
  const alone = { collector: one.url, ledger: one.url, footprinter: one.url };
  await tellAll(alone);
  const expected = await outcomesAt(alone);
  // What was acknowledged is in the log; that it is in the windows too takes the ledgers a moment.
  await expect
    .poll(async () => (await outcomesAt(at)).map(({ hours }) => hours.length), { timeout: 240_000, interval: 1_000 })
    .toEqual(expected.map(({ hours }) => hours.length));
  await expect.poll(() => outcomesAt(at), { timeout: 240_000, interval: 1_000 }).toEqual(expected);
  expect(expected.map(({ footprints }) => footprints.length > 0)).toEqual([true, true, true]);
  expect(expected[0]?.hours).toHaveLength(3 * 8_760); // three channels
  // Each ends by itself when it is asked to, with nothing in hand.
  expect(await Promise.all(seven.all.map((process) => process.end("SIGTERM")))).toEqual(seven.all.map(() => 0));
}, 900_000);
