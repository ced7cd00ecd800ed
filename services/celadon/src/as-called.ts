import type { Command } from "commander";

/** Words of npm under which a person reaches us by `npx celadon`: npx itself, and `npm start` in a clone. */
const ofClones = ["exec", "start"];

/** Whether a hint has to begin with npx, by the environment that npm gives. */
export const isByNpx = (env: Readonly<Record<string, string | undefined>>): boolean =>
  ofClones.includes(env["npm_command"] ?? "");

/** A text for people with its commands as the person has to type them: `npx celadon ...` where that is how this one was reached. */
export function asCalled(text: string, root: Command, { isByNpx }: { readonly isByNpx: boolean }): string {
  if (!isByNpx) return text;
  const names = root.commands.map((command) => command.name()).join("|");
  return text.replace(new RegExp(`(?<![\\w/.-])(?<!npx )celadon (?=(?:--[a-z]|(?:${names})\\b))`, "g"), "npx celadon ");
}
