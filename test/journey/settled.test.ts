import { expect, test } from "vitest";
import { type Ran, runCeladon } from "../processes/run-celadon.ts";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { line, mill, sent } from "./mill.ts";
import { applyPlant, type FootprintRow } from "./plant-data.ts";

const quarterMs = 900_000;
const beginsMs = Date.parse("2026-03-01T00:00:00+08:00");
const at = (quarter: number): string => new Date(beginsMs + quarter * quarterMs).toISOString();
const wrongAt = 1_000;
const quarters = 31 * 96;
/** The register rises by 10 kWh a quarter of an hour, and by another 600 where the mill tried out a second machine: more than is rated. */
const register = (quarter: number): number => 10 * quarter + (quarter >= wrongAt ? 600 : 0);

test("a person accepts a reading that looks spurious, and takes it back: hours and footprint follow, and are then as before, byte for byte", async () => {
  await using celadon = await startCeladon();
  const { url } = celadon;
  const run = async (...args: readonly string[]): Promise<Ran> => {
    const ran = await runCeladon({ PATH: String(process.env["PATH"]), CELADON_DATA: celadon.folder }, ...args);
    expect([ran.code, ran.stderr]).toEqual([0, expect.any(String)]);
    return ran;
  };
  const textOf = async (path: string): Promise<string> => JSON.stringify((await ask(`${url}${path}`)).body);
  const hours = () => textOf("/v1/activity?factory=mill&channel=mainKwh");
  const march = async (): Promise<FootprintRow | undefined> => {
    const { body } = await ask<readonly FootprintRow[]>(`${url}/v1/footprints?factory=mill`);
    return body.find(({ from, current }) => current && from === new Date(beginsMs).toISOString().replace(".000", ""));
  };

  await applyPlant(url, mill);
  const readings = Array.from({ length: quarters + 1 }, (_, i) => line("mainKwh", at(i), register(i)));
  const paper = Array.from({ length: quarters / 4 }, (_, i) => line("paperT", at(4 * i + 4), 1));
  // What comes behind the rise is above the rated bound too, until so much time has passed that it no longer is.
  const report = await sent(url, [...readings, ...paper].join(""));
  expect(report.reasons).toEqual({ "above-rated": report.quarantined });
  await expect.poll(march, { timeout: 30_000 }).toBeDefined();
  const [hoursBefore, footprintBefore] = [await hours(), await march()];

  const which = ["--factory", "mill", "--channel", "mainKwh"];
  const listed = await run("quarantine", "list", ...which);
  const command = `celadon quarantine accept ${which.join(" ")} --at ${at(wrongAt).replace(".000", "")} --why TEXT`;
  expect(listed.stdout).toContain(command);
  expect((await run("quarantine", "show", ...which, "--at", at(wrongAt))).stdout).toContain(`settle    ${command}`);

  await run(
    "quarantine",
    "accept",
    ...which,
    "--at",
    at(wrongAt),
    "--why",
    "a trial of the second machine",
    "--who",
    "Li",
  );
  expect(await hours()).not.toBe(hoursBefore);
  await expect.poll(async () => (await march())?.id, { timeout: 30_000 }).not.toBe(footprintBefore?.id);
  expect((await run("quarantine", "list", ...which, "--json")).stdout).toBe("[]\n");

  const { body: facts } = await ask<readonly { id: string; who: string; kind: string }[]>(`${url}/v1/declarations`);
  expect(facts).toMatchObject([{ kind: "accept", who: "Li" }]);
  await run("declare", "withdraw", ...which, "--key", facts[0]?.id ?? "", "--why", "it was no trial");
  expect(await hours()).toBe(hoursBefore);
  // Its id is the hash of its content.
  await expect.poll(async () => (await march())?.id, { timeout: 30_000 }).toBe(footprintBefore?.id);
}, 180_000);
