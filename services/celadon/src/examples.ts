/** The examples at the end of a help text. */
export const examples = (...lines: readonly string[]): string =>
  `\nExample${lines.length === 1 ? "" : "s"}:\n${lines.map((line) => `  celadon ${line}`).join("\n")}`;
