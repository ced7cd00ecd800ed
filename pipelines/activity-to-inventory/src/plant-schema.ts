import { plantFields } from "./plant-shape.ts";
import { record, type Schema } from "./shape.ts";

/** The plant file as JSON Schema, for editors. `plant.schema.json` holds it; `npm run schema` writes it anew. */
export const plantSchema: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Celadon plant model",
  ...record(plantFields).schema,
};
