import type {
  EntryChange,
  LcaAnswer,
  LcaRefusal,
  Replacement,
  Scenario,
} from "@celadon/inventory-to-footprint/systems";
import { entryIn } from "./entry-argument.ts";
import { replacementIn } from "./replacement-argument.ts";

/**
 * Reads scenarios: a JSON list of `{"id", "set": [...], "replace": [...]}`, either of the two left out where there is none of it. Entries are
 * written as on the command line; a replacement as there too, or as `{"product", "process", "by": [{"product", "factor"}, ...]}`, which
 * can tell a mix. Refused: text that is no such list, a scenario without changes, two of one id, a word that nobody knows.
 */
export function scenariosIn(file: string, text: string): LcaAnswer<readonly Scenario[]> {
  const bad = (what: string): LcaRefusal => ({
    ...{ kind: "reject", code: "bad-file", message: `${file}: ${what}`, ids: [], total: 0 },
  });
  const { list, fault } = parsed(text);
  if (fault !== undefined) return bad(`${fault} ${wanted}`);
  if (!Array.isArray(list) || list.length === 0) return bad(wanted);
  const scenarios: Scenario[] = [];
  for (const [at, given] of list.entries()) {
    if (!isObject(given) || typeof given["id"] !== "string" || given["id"] === "")
      return bad(`Scenario ${at + 1} has no "id"; results are told by it.`);
    const { id, set, replace, ...more } = given;
    const stranger = Object.keys(more)[0];
    if (stranger !== undefined)
      return bad(`Scenario "${id}" has "${stranger}"; what it may have is "id", "set" and "replace".`);
    if (scenarios.some((one) => one.id === id))
      return bad(`Scenario "${id}" stands twice; give each an id of its own.`);
    const changes = listOf(set, entryFrom);
    if (changes === undefined)
      return bad(`Scenario "${id}": "set" is a list of entries such as "A:electricity,tanning=-3.1".`);
    const replacements = listOf(replace, replacementFrom);
    if (replacements === undefined)
      return bad(
        `Scenario "${id}": "replace" is a list such as "grid=wind", "coal@boiler=gas*0.8" or {"product": "grid", "by": [{"product": "wind", "factor": 0.6}, {"product": "grid", "factor": 0.4}]}.`,
      );
    if (changes.length + replacements.length === 0)
      return bad(`Scenario "${id}" changes nothing: give it "set" or "replace".`);
    scenarios.push({ id: given["id"], changes, replacements });
  }
  return { kind: "accept", value: scenarios };
}

const wanted = 'A list of scenarios is wanted: [{"id": "green power", "replace": ["grid=wind"]}].';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(text: string): { readonly list?: unknown; readonly fault?: string } {
  try {
    return { list: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    const where = error instanceof Error ? error.message : "it does not parse";
    return { fault: `The text is no JSON: ${where}.` };
  }
}

/** Nothing where nothing is said; undefined where a member is no such thing. */
function listOf<T>(given: unknown, from: (one: unknown) => T | undefined): readonly T[] | undefined {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return undefined;
  const read = given.map(from);
  return read.every((one) => one !== undefined) ? read : undefined;
}

const entryFrom = (given: unknown): EntryChange | undefined => (typeof given === "string" ? entryIn(given) : undefined);

function replacementFrom(given: unknown): Replacement | undefined {
  if (typeof given === "string") return replacementIn(given);
  if (!isObject(given)) return undefined;
  const { product, process, by, ...more } = given;
  const parts = listOf(by, partFrom);
  const isProcess = process === undefined || typeof process === "string";
  if (typeof product !== "string" || !isProcess || parts === undefined || parts.length === 0) return undefined;
  if (Object.keys(more).length > 0) return undefined;
  return { product, ...(process === undefined ? {} : { process }), by: parts };
}

function partFrom(given: unknown): Replacement["by"][number] | undefined {
  if (!isObject(given)) return undefined;
  const { product, factor, ...more } = given;
  if (typeof product !== "string" || Object.keys(more).length > 0) return undefined;
  if (factor === undefined) return { product };
  return typeof factor === "number" ? { product, factor } : undefined;
}
