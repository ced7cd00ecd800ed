import type { Parameter } from "../parameter-scope.ts";
import { type Fields, fieldsOf, flagOf, numberOf, textOf } from "./fields.ts";
import { spreadOf as spreadIn } from "./uncertainty-of.ts";

/** The parameters of an archive or a process: an input parameter is its number, whatever formula stands beside it. */
export const parametersOf = (parameters: readonly Fields[]): readonly Parameter[] =>
  parameters.map((one) => {
    const name = textOf(one, "name") ?? "";
    const formula = textOf(one, "formula");
    const uncertainty = fieldsOf(one, "uncertainty");
    const spreadOf = uncertainty === undefined ? undefined : (value: number) => spreadIn(uncertainty, value);
    return formula === undefined || flagOf(one, "inputParameter", "isInputParameter")
      ? { name, value: numberOf(one, "value"), spreadOf }
      : { name, formula, spreadOf };
  });
