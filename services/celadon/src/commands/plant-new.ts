import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { Command, Option } from "commander";
import { failed } from "../ending.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

const templates = join(import.meta.dirname, "..", "..", "templates");
const schema = join(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "..",
  "pipelines",
  "activity-to-inventory",
  "plant.schema.json",
);
const schemaLine = /^# yaml-language-server: \$schema=.*$/m;

interface Options {
  readonly template: string;
}

/** `celadon plant new`: a commented plant file to begin from. Never overwrites one. */
export const plantNew = (shell: Shell): Command =>
  new Command("new")
    .description("write a commented plant file to begin from")
    .argument("[file]", "where to write it; - for standard output", "plant.yaml")
    .addOption(
      new Option("--template <name>", "which plant to begin from")
        .choices(["blank", "leather", "paper"])
        .default("blank"),
    )
    .addHelpText("after", examples("plant new", "plant new tannery.yaml --template leather", "plant new - | less"))
    .action(async (file: string, { template }: Options) => {
      const text = readFileSync(join(templates, `${template}.yaml`), "utf8");
      if (file === "-") return shell.print(text);
      const path = resolve(shell.folder, file);
      const schemaPath = relative(dirname(path), schema).split(sep).join("/");
      try {
        await writeFile(path, text.replace(schemaLine, `# yaml-language-server: $schema=${schemaPath}`), {
          flag: "wx",
        });
      } catch (error) {
        throw unwritable(file, error);
      }
      shell.note(`Wrote ${file}. Make it yours in an editor, then check it: celadon plant check ${file}\n`);
    });

function unwritable(file: string, error: unknown): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EEXIST") return failed(`${file} exists already, and is left as it is: name another file.`);
  if (code === "ENOENT") return failed(`${file} lies in a folder that does not exist: make the folder first.`);
  return failed(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
}
