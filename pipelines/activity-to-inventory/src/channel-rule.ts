import { nameRule } from "./leaf.ts";
import type { NameRule } from "./shape-of-many.ts";

/** Names of channels; they also stand in amounts, where a number comes first only in `12 t per year`. */
export const channelRule: NameRule = (name) => {
  if (!/^[\d.,]+ /.test(name)) return nameRule(name);
  return {
    problem: `"${name}" cannot be the name of a channel: an amount would read it as a number.`,
    fix: "Begin it with a letter.",
  };
};
