import { readText } from "./read-text.ts";
import type { Shell } from "./shell.ts";

/** What `--scheme` names: a file where it ends in .yaml or .yml, else a scheme that comes with Celadon. */
export type NamedScheme = { readonly name: string | undefined } | { readonly file: string; readonly text: string };

/** Reads the file, where it is one. A name such as GB/T 36132-2025 has a slash in it, so that the ending decides. */
export async function schemeFile(shell: Shell, scheme: string | undefined): Promise<NamedScheme> {
  if (scheme === undefined || !/\.ya?ml$/i.test(scheme)) return { name: scheme };
  return { file: scheme, text: await readText(shell, scheme) };
}
