const fixes: Readonly<Record<string, string>> = {
  contradictory: "Correct the flags in openLCA and export again.",
  "process-refused": "Correct the process, or give the rule it lacks; its exchanges are refused with it.",
  formula: "Correct the formula, or add the parameter it names.",
  "no-amount": "State the amount.",
};

/** What to do about an exchange of an archive that was refused. */
export const fixOf = (reason: string): string =>
  fixes[reason] ?? "Export what is missing, or correct the unit, and import again.";
