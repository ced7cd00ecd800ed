import { didYouMean } from "@celadon/quantity";
import type { Scenario } from "@celadon/simulator";
import { wrongUsage } from "./ending.ts";
import { readText } from "./read-text.ts";
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
