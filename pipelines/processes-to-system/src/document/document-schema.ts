import { documentShape } from "./document-shape.ts";
import type { Schema } from "./shape.ts";

/** The process document as JSON Schema, for editors. `processes.schema.json` holds it; `npm run schema` writes it anew. */
export const documentSchema: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Celadon process document",
  ...documentShape.schema,
};
