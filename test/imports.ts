import { posix } from "node:path";
import { codeOf } from "./code-of.ts";
import { files, sources, textOf } from "./repository.ts";

/** One import of one file. `target` is a package name, a `node:` module, or the path a relative import arrives at. */
export interface Import {
  readonly file: string;
  readonly target: string;
}

// As Biome prints them, so that prose with "from" is no import; then imports for effect, and dynamic ones.
const statement = /^(?:(?:import|export|\}).* from |import )"([^"]+)"(?: with \{.*\})?;$|\bimport\("([^"]+)"\)/gm;

const importsOf = (file: string): readonly Import[] =>
  [...codeOf(textOf(file)).matchAll(statement)].map(([, stated, dynamic]) => ({
    file,
    target: arrival(file, `${stated ?? dynamic}`),
  }));

const arrival = (file: string, specifier: string): string =>
  specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : specifier;

/** Every import in the TypeScript and JavaScript of the repository, generated code included. */
export const imports: readonly Import[] = [
  ...sources,
  ...files.filter((path) => path.endsWith(".mjs") || path.startsWith("proto/gen/")),
].flatMap(importsOf);
