import { readFileSync } from "node:fs";
import { readScenario } from "./src/read-scenario.ts";
import type { Scenario } from "./src/scenario.ts";

/** For tests: a scenario that lies in `scenarios/`. */
export function shipped(name: string): Scenario {
  const read = readScenario(readFileSync(new URL(`scenarios/${name}.yaml`, import.meta.url), "utf8"));
  if (read.kind !== "accept") throw new Error(read.evidence);
  return read.value;
}
