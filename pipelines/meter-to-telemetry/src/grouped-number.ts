import type { ImportRule } from "./import-rule.ts";

/** What tells a style of numbers from the plain one. */
export interface NumberStyle {
  readonly example: ImportRule["numbers"];
  /** The decimal sign as a byte. */
  readonly sign: number;
  readonly leadingZeros: true;
  /** The number without its groups of thousands and with a point; undefined when it is not of this style. */
  readonly plain: (text: string) => string | undefined;
}

const style = (example: ImportRule["numbers"], sign: string, group: string): NumberStyle => {
  const shape = new RegExp(
    group === "" ? `^-?\\d+(?:\\${sign}\\d+)?$` : `^-?(?:\\d+|\\d{1,3}(?:\\${group}\\d{3})+)(?:\\${sign}\\d+)?$`,
  );
  return {
    example,
    sign: sign.charCodeAt(0),
    leadingZeros: true,
    plain: (text) =>
      shape.test(text) ? (group === "" ? text : text.replaceAll(group, "")).replace(sign, ".") : undefined,
  };
};

export const numberStyles: Readonly<Record<ImportRule["numbers"], NumberStyle>> = {
  "1234.5": style("1234.5", ".", ""),
  "1,234.5": style("1,234.5", ".", ","),
  "1234,5": style("1234,5", ",", ""),
  "1.234,5": style("1.234,5", ",", "."),
};
