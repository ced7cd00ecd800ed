import { faultText } from "@celadon/activity-to-inventory/closed-yaml";
import { accept, type Outcome, reject } from "@celadon/quantity";
import { checkScenario } from "./check-scenario.ts";
import type { Scenario } from "./scenario.ts";

/** Reads a scenario. Refused as a whole with every fault in the evidence, one a line. */
export function readScenario(text: string): Outcome<Scenario, "bad-scenario"> {
  const { scenario, faults } = checkScenario(text);
  return scenario === undefined ? reject("bad-scenario", faults.map(faultText).join("\n")) : accept(scenario);
}
