import { posix } from "node:path";
import { files, textOf } from "./repository.ts";

/** What a package is in the rules of direction. */
export type Kind = "proto" | "quantity" | "factors" | "codec" | "edge" | "runtime" | "service" | "celadon" | "test";

/** A package of the repository. `name` is what an import says. */
export interface Workspace {
  readonly name: string;
  readonly folder: string;
  readonly kind: Kind;
}

const alone: Readonly<Record<string, Kind>> = {
  proto: "proto",
  "pipelines/quantity": "quantity",
  factors: "factors",
  "pipelines/hj212": "codec",
  "services/runtime": "runtime",
  "services/celadon": "celadon",
  test: "test",
};

const kindOf = (folder: string): Kind => alone[folder] ?? (folder.startsWith("pipelines/") ? "edge" : "service");

/** Every package, from the `package.json` files themselves: a new one is under the rules from its first line. */
export const workspaces: readonly Workspace[] = files
  .filter((path) => posix.basename(path) === "package.json" && path !== "package.json")
  .map((path) => {
    const folder = posix.dirname(path);
    const { name }: { readonly name: string } = JSON.parse(textOf(path));
    return { name, folder, kind: kindOf(folder) };
  });

/** The package a path lies in; undefined for the root's own files. */
export const workspaceOf = (path: string): Workspace | undefined =>
  workspaces.find(({ folder }) => path.startsWith(`${folder}/`));

/** Compiled without Node's types: no input, no output, no clock. The simulator's shell is the command line. */
export const isPure = ({ kind, folder }: Workspace): boolean =>
  kind === "proto" ||
  kind === "quantity" ||
  kind === "factors" ||
  kind === "codec" ||
  kind === "edge" ||
  folder === "services/simulator";
