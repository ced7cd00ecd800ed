import { readPlantModel } from "@celadon/activity-to-inventory";
import { didYouMean } from "@celadon/quantity";
import type { Scenario } from "@celadon/simulator";
import { failed, wrongUsage } from "./ending.ts";
import { readText } from "./read-text.ts";
import { scenarioOfPlant } from "./scenario-of-plant.ts";
import type { Shell } from "./shell.ts";
import { scenarioFrom, scenarioNames, shippedScenario } from "./shipped-scenario.ts";

/** The scenario that an argument names: one that comes with Celadon, or a YAML file. */
export async function scenarioArgument(shell: Shell, argument: string): Promise<Scenario> {
  const names = scenarioNames();
  if (names.includes(argument)) return shippedScenario(argument);
  if (/\.ya?ml$/.test(argument)) return scenarioFrom(await readText(shell, argument), argument);
  throw wrongUsage(
    `No scenario is called "${argument}".${didYouMean(argument, names)} Take ${names.join(", ")}, or a file that ends in .yaml.`,
  );
}

/** A scenario that could be that of a plant file. */
export async function plantArgument(shell: Shell, file: string): Promise<Scenario> {
  const read = readPlantModel(await readText(shell, file));
  if (read.kind !== "accept") throw failed(`${file} is no plant file that can be simulated:\n${read.evidence}`);
  const derived = scenarioOfPlant(read.value);
  if (derived === undefined)
    throw failed(`${file} has no channel with amounts by the hour or shorter: there is nothing to simulate.`);
  const { scenario, leftOut } = derived;
  if (leftOut.length > 0)
    shell.note(`Not simulated (of a laboratory, or of a day and longer): ${leftOut.join(", ")}.\n`);
  return scenario;
}
