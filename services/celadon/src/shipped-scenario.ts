import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readScenario, type Scenario } from "@celadon/simulator";
import { failed } from "./ending.ts";

const folder = fileURLToPath(new URL("../scenarios/", import.meta.resolve("@celadon/simulator")));

/** The scenarios that come with Celadon, by name. */
export const scenarioNames = (): readonly string[] =>
  readdirSync(folder)
    .flatMap((file) => (file.endsWith(".yaml") ? [file.slice(0, -5)] : []))
    .sort();

/** A scenario from its text; its faults are told line by line, and end the command with 1. */
export function scenarioFrom(text: string, file: string): Scenario {
  const read = readScenario(text);
  if (read.kind === "accept") return read.value;
  const faults = read.evidence.split("\n").map((fault) => `${file}: ${fault}`);
  throw failed(`${file} is no scenario:\n${faults.join("\n")}`);
}

/** A scenario that comes with Celadon. */
export const shippedScenario = (name: string): Scenario =>
  scenarioFrom(readFileSync(`${folder}${name}.yaml`, "utf8"), `${name}.yaml`);
