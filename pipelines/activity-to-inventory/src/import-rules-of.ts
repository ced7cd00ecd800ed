import type { ImportRule } from "./import-rule.ts";
import type { PlantModel } from "./plant-model.ts";

/** How files of other systems are read into the channels of this model, by the name of the rule. Declared, applied by others. */
export const importRulesOf = ({ imports }: PlantModel): readonly ImportRule[] => imports;
