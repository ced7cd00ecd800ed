import {
  type Fault,
  type Fields,
  type RecordOf,
  readParts,
  reportOn,
  yamlTree,
} from "@celadon/activity-to-inventory/closed-yaml";

/** The ways of the file; each is read in the folder of that way. */
const ways = {} as const satisfies Fields;

/** What the meters file says; a way that is absent is not used. */
export type MetersFile = RecordOf<typeof ways>;

/** Reads a meters file and tells everything that is wrong with it at once, by line. */
export function checkMetersFile(text: string): { readonly meters?: MetersFile; readonly faults: readonly Fault[] } {
  const { tree, faults } = yamlTree(text);
  if (tree === undefined) return { faults };
  const report = reportOn(tree);
  const meters = readParts(ways, tree, [], report);
  const all = report.faults();
  return all.length > 0 || meters === undefined ? { faults: all } : { meters: meters as MetersFile, faults: all };
}
