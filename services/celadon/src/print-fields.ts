import { displayWidth } from "./display-width.ts";
import type { Shell } from "./shell.ts";

type Field = readonly [name: string, value: string | null | undefined];

/** Prints one thing as a list of names and values; what has no value is left out. */
export async function printFields(shell: Shell, fields: readonly Field[]): Promise<void> {
  const width = Math.max(...fields.map(([name]) => displayWidth(name)));
  const lines = fields.flatMap(([name, value]) =>
    value === undefined || value === null || value === ""
      ? []
      : [`${name}${" ".repeat(width - displayWidth(name))}  ${value}\n`],
  );
  await shell.print(lines.join(""));
}
