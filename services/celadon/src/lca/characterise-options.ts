import type { AskedMethods } from "@celadon/processes-to-system";
import { Option } from "commander";

/** What a person asks to characterise by; each option may stand several times. */
export interface CharacteriseSaid {
  readonly gwp: readonly string[];
  readonly water: readonly string[];
}

const added = (word: string, before: readonly string[]): readonly string[] => [...before, word];

/** `--gwp` and `--water`, for every command that makes methods. */
export const characteriseOptions = (): readonly [Option, Option] => [
  new Option(
    "--gwp <set>",
    "warming potentials over 100 years: AR4, AR5 or AR6; each gives a group of methods, the total and its parts; may stand several times",
  )
    .argParser(added)
    .default([], "none"),
  new Option(
    "--water <method>",
    "water scarcity: aware, or aware-agri and aware-non-agri for irrigation and for everything else; may stand several times",
  )
    .argParser(added)
    .default([], "none"),
];

/** The words with the factor release, which is loaded only where something is asked for. */
export async function askedOf({ gwp, water }: CharacteriseSaid): Promise<AskedMethods | undefined> {
  if (gwp.length === 0 && water.length === 0) return undefined;
  const { loadRelease } = await import("@celadon/footprinter");
  return { gwp, water, release: loadRelease() };
}
