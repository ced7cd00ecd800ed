import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { files, root, textOf } from "../repository.ts";

/** A mapping as it is written in a file; what it holds is for each test to look at. */
export interface Written {
  readonly [key: string]: unknown;
}

/** The documents of a YAML file. Throws where one is at fault. */
export function writtenIn(path: string): readonly Written[] {
  return parseAllDocuments(textOf(path), { merge: true, uniqueKeys: true }).map((document) => {
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) throw new Error(`${path}: ${fault.message}`);
    return document.toJS() as Written; // a mapping: the tests look for its keys first
  });
}

/** Every mapping inside a value, itself included. */
export function mappingsIn(value: unknown): readonly Written[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(mappingsIn);
  return Array.isArray(value) ? inside : [value as Written, ...inside]; // an object that is no list
}

/** All that is in deploy/. */
export const deployed = files.filter((path) => path.startsWith("deploy/"));

interface Setting {
  readonly name: string;
  readonly isSecret?: true;
}

/** The names that Celadon reads from the environment, as it tells them itself. */
export function settingNames(): ReadonlySet<string> {
  const bin = join(root, "services/celadon/bin/celadon.mjs");
  const told = execFileSync(process.execPath, [bin, "settings", "--json"], { encoding: "utf8" });
  const settings: readonly Setting[] = JSON.parse(told);
  return new Set(settings.flatMap(({ name, isSecret }) => (isSecret === true ? [name, `${name}_FILE`] : [name])));
}
