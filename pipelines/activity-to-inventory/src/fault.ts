/** Where something stands in the file, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The way to a value: `["channels", "mainKwh", "unit"]`. */
export type Path = readonly (string | number)[];

/**
 * One thing wrong with a plant model. A `fault` keeps it from being read; a `warning` does not, but somebody should look.
 * `problem` names the rule and the offender, `fix` says what to write instead; both are sentences.
 */
export interface Fault extends Place {
  readonly path: string;
  readonly severity: "fault" | "warning";
  readonly problem: string;
  readonly fix: string;
}

/** `channels.mainKwh.unit`, and `sources[2]` for a place in a list, counted from 0. */
export const pathText = (path: Path): string =>
  path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");

/** `line 12, column 5: problem fix`, one fault in one line. */
export const faultText = ({ line, column, problem, fix }: Fault): string =>
  `line ${line}, column ${column}: ${problem} ${fix}`;

/** How a sentence names what stands at a path: `"unit"`, `item 2 of "sources"`, or the file as a whole. */
export function labelOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "The file";
  return typeof last === "number" ? `item ${last + 1} of "${path.at(-2)}"` : `"${last}"`;
}
