import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkMetersFile } from "../meters/meters-file.ts";

const problems = (text: string): readonly string[] =>
  checkMetersFile(text).faults.map(({ line, problem }) => `${line}: ${problem}`);

test("the example that the README shows is a meters file", () => {
  const shown = /```yaml\n([\s\S]*?)```/.exec(readFileSync(new URL("README.md", import.meta.url), "utf8"))?.[1];
  expect(shown).toContain("modbus:");
  expect(problems(String(shown))).toEqual([]);
});

test("a meters file with slaves is read, each fault told by its line", () => {
  const text = `modbus:
  press:
    factory: mill
    host: 10.20.0.31
    points:
      energy: { function: 3, address: 0, type: uint32, scale: 0.01, unit: kWh }
  boiler:
    factory: mill
    host: 10.20.0.32
    points:
      energy: { function: 3, address: 0, type: uint32 }
      gas: { function: 3, address: 10 }
      valve: { function: 1, address: 3, type: uint16 }
      steam: { function: 4, address: 65535, type: float32 }
      water: { function: 4, address: 40000, type: uint16, scale: 0 }
      wind: { function: 5, address: 0, type: uint16, unit: knots }
`;
  expect(problems(text)).toMatchInlineSnapshot(`
    [
      "6: The sources "boiler" and "press" both send the channel "energy" of mill.",
      "12: Registers have a type.",
      "13: Function 1 reads bits, not uint16.",
      "14: Address 65535 leaves no room for 2 registers.",
      "15: Scaled by 0, each value is the same.",
      "16: "5" is none of: 1, 2, 3, 4.",
      "16: Unit "knots" is not known.",
    ]
  `);
  expect(problems(text.slice(0, text.indexOf("  boiler:")))).toEqual([]);
});
