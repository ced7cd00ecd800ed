const fixes: Readonly<Record<string, string>> = {
  contradictory: "Correct the direction or the flags.",
  "process-refused": "Correct the process; its exchanges are refused with it.",
  formula: "Correct the formula, or add the parameter it names.",
  recycling: "Correct the parameters of the material, or name the flow that is missing.",
  "no-provider-in-view":
    "Name the contract or the residual mix under providers.market, the grid under providers.location.",
  "unknown-flow": "Add the flow, or correct the name.",
};

/** What to do about an exchange of a document that was refused. */
export const documentFixOf = (reason: string): string =>
  fixes[reason] ?? "State the amount in a unit of the flow, or give the flow the property that the unit measures.";
