import { writeFileSync } from "node:fs";
import { plantSchema } from "./src/plant-schema.ts";

writeFileSync(new URL("plant.schema.json", import.meta.url), `${JSON.stringify(plantSchema, null, 2)}\n`);
