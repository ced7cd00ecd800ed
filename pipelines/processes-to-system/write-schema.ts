import { writeFileSync } from "node:fs";
import { documentSchema } from "./src/document/document-schema.ts";

writeFileSync(new URL("processes.schema.json", import.meta.url), `${JSON.stringify(documentSchema, null, 2)}\n`);
