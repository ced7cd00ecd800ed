import type { Parameter } from "../parameter-scope.ts";
import { type Fields, flagOf, numberOf, textOf } from "./fields.ts";

/** The parameters of an archive or a process: an input parameter is its number, whatever formula stands beside it. */
export const parametersOf = (parameters: readonly Fields[]): readonly Parameter[] =>
  parameters.map((one) => {
    const name = textOf(one, "name") ?? "";
    const formula = textOf(one, "formula");
    return formula === undefined || flagOf(one, "inputParameter", "isInputParameter")
      ? { name, value: numberOf(one, "value") }
      : { name, formula };
  });
