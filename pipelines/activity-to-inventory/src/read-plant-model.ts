import { accept, type Outcome, reject } from "@celadon/quantity";
import { checkPlantModel } from "./check-plant-model.ts";
import { faultText } from "./fault.ts";
import type { PlantModel } from "./plant-model.ts";

/** Reads a plant file. Refused as a whole with every fault in the evidence, one a line: half a plant has a wrong footprint. */
export function readPlantModel(text: string): Outcome<PlantModel, "bad-model"> {
  const { model, faults } = checkPlantModel(text);
  if (model !== undefined) return accept(model);
  return reject(
    "bad-model",
    faults
      .filter(({ severity }) => severity === "fault")
      .map(faultText)
      .join("\n"),
  );
}
