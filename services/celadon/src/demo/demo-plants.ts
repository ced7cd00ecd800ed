import { readFileSync } from "node:fs";
import { peersOf, type Scenario } from "@celadon/simulator";
import { shippedScenario } from "../shipped-scenario.ts";

/** A simulated plant of the demonstration: its plant file, and what its meters will say. */
export interface DemoPlant {
  /** What its faults would be told under. */
  readonly file: string;
  readonly yaml: string;
  readonly scenario: Scenario;
}

/** The two plants that the plant file's templates describe. */
export const tannery = "riverside-tannery";
const mill = "northgate-board-mill";

const peerCounts = { tannery: 16, mill: 14 };

/** Two plants with all their meters, and thirty that give their daily books. Same seed, same plants. */
export const demoPlants = (seed: number): readonly DemoPlant[] => [
  wholePlant("leather", tannery, "tannery"),
  wholePlant("paper", mill, "board-mill"),
  ...peers("peer-tannery", peerCounts.tannery, seed),
  ...peers("peer-board-mill", peerCounts.mill, seed),
];

const simulator = new URL("../", import.meta.resolve("@celadon/simulator"));
const templates = new URL("../../templates/", import.meta.url);

function wholePlant(template: string, factory: string, scenario: string): DemoPlant {
  const file = new URL(`${template}.yaml`, templates);
  return { file: file.pathname, yaml: readFileSync(file, "utf8"), scenario: { ...shippedScenario(scenario), factory } };
}

function peers(name: string, count: number, seed: number): readonly DemoPlant[] {
  const file = new URL(`plants/${name}.yaml`, simulator);
  const yaml = readFileSync(file, "utf8");
  return peersOf(shippedScenario(name), count, seed).map(({ scenario, factory, name: { en, zh } }) => ({
    file: file.pathname,
    yaml: yaml
      .replace(/^factory: .*$/m, `factory: ${factory}`)
      .replace(/^name: .*$/m, `name: { en: ${en}, zh: ${zh} }`),
    scenario,
  }));
}
