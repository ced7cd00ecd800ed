import { isObject, isScalar, type JsonTree } from "./json-tree.ts";

/** Where something stands in a payload: names of fields and places in lists, from the element or, behind `$`, from the whole. */
export interface JsonPath {
  readonly isFromRoot: boolean;
  readonly steps: readonly string[];
}

/** `data.0.value`, `$.ts`; a dot that is part of a name stands behind a backslash. Undefined where a step is empty. */
export function readJsonPath(text: string): JsonPath | undefined {
  const steps = text.split(/(?<!\\)\./).map((step) => step.replaceAll("\\.", "."));
  const isFromRoot = steps[0] === "$";
  if (isFromRoot) steps.shift();
  return steps.some((step) => step === "") ? undefined : { isFromRoot, steps };
}

/** What stands there, or undefined where nothing does. */
export function at(path: JsonPath, root: JsonTree, element: JsonTree): JsonTree | undefined {
  let found: JsonTree | undefined = path.isFromRoot ? root : element;
  for (const step of path.steps) {
    if (found === undefined || isScalar(found)) return undefined;
    if (isObject(found)) found = found.get(step);
    else found = /^\d{1,6}$/.test(step) ? found[Number(step)] : undefined;
  }
  return found;
}
