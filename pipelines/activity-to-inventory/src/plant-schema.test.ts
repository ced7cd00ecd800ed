import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { plantSchema } from "./plant-schema.ts";

const fileText = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const formatExample = (): string => /```yaml\n([\s\S]*?)```/.exec(fileText("../format.md"))?.[1] ?? "";

test("plant.schema.json is what the reader says; `npm run schema` writes it anew", () => {
  expect(JSON.parse(fileText("../plant.schema.json"))).toEqual(plantSchema);
});

test.each([
  ["the example of format.md", formatExample()],
  ["steel-2018.yaml", fileText("../../../test/data/plants/steel-2018.yaml")],
  ["wwtp-melbourne.yaml", fileText("../../../test/data/plants/wwtp-melbourne.yaml")],
])("an editor finds nothing wrong with %s", (_, yaml) => {
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(plantSchema);
  validate(parse(yaml));
  expect(validate.errors).toBeNull();
});

test("an editor marks a key that does not exist, and a unit where a number belongs", () => {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(plantSchema);
  validate(parse(formatExample().replace("timeZone:", "timezone:").replace("multiplier: 40", "multiplier: 40 kWh")));
  const errors = validate.errors ?? [];
  expect(errors.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`).sort()).toEqual([
    " additionalProperties",
    " required",
    "/channels/gridKwh/multiplier pattern",
  ]);
});
