import { parseEnv } from "node:util";
import { type SettingName, settings } from "./settings.ts";

/** What was said from outside, by name; nothing where neither environment nor file says anything. */
export type Said = Readonly<Partial<Record<SettingName, string>>>;

export type Environment = Readonly<Record<string, string | undefined>>;
/** Throws what the system says of a file that cannot be read. */
export type ReadFile = (path: string) => string;

/** Settings of tests, which may stand in a shell too. */
const ofTests = ["CELADON_LAWS", "CELADON_FULL", "CELADON_STORM"];

/** Throws a sentence where others than its owner may read a file. */
export type RefuseOpen = (path: string, what: string) => void;

/**
 * Puts environment and file together: the environment goes first, and a secret may stand in a file of its own (`NAME_FILE`).
 * Every name that is no setting is a fault, wherever it stands.
 */
export function saidIn(
  env: Environment,
  readFile: ReadFile,
  refuseOpen: RefuseOpen = () => undefined,
): { readonly said: Said; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const textOf = (path: string, name: string): string => {
    try {
      return readFile(path);
    } catch (error) {
      faults.push(
        `${name} names ${path}, which cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      );
      return "";
    }
  };
  const path = env["CELADON_CONFIG"];
  const inFile: Environment = path === undefined || path === "" ? {} : parseEnv(textOf(path, "CELADON_CONFIG"));
  const places = [
    { values: env, where: "is set" },
    { values: inFile, where: `stands in ${path}` },
  ];
  for (const { values, where } of places) {
    for (const name of Object.keys(values)) {
      if (where === "is set" && (!name.startsWith("CELADON_") || ofTests.includes(name))) continue;
      if (!isKnown(name))
        faults.push(`${name} ${where}, and Celadon does not know it: celadon settings lists what it reads.`);
    }
  }
  const said: Partial<Record<SettingName, string>> = {};
  for (const setting of settings) {
    const { name } = setting;
    const value = env[name] ?? inFile[name];
    if (value !== undefined && value !== "") said[name] = value;
    const file = "isSecret" in setting ? (env[`${name}_FILE`] ?? inFile[`${name}_FILE`]) : undefined;
    if (file === undefined || file === "") continue;
    if (said[name] !== undefined) faults.push(`${name} and ${name}_FILE are both set: keep one of them.`);
    said[name] = textOf(file, `${name}_FILE`).trim();
    if (name === "CELADON_TOKEN") faults.push(...faultsOfOpen(() => refuseOpen(file, "The token")));
  }
  return { said, faults };
}

function faultsOfOpen(check: () => void): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof Error && "code" in error) return []; // it could not be read, and that has been said
    return [error instanceof Error ? error.message : String(error)];
  }
}

const isKnown = (name: string): boolean =>
  settings.some((setting) => setting.name === name || ("isSecret" in setting && `${setting.name}_FILE` === name));
