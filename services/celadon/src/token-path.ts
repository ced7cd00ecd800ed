import { wrongUsage } from "./ending.ts";
import type { Shell } from "./shell.ts";

/** The file of tokens that the settings name. */
export function tokenPath(shell: Shell): string {
  const { tokens, host } = shell.config().access;
  if (tokens !== undefined) return tokens;
  throw wrongUsage(
    `No file of tokens is named, and ${host} asks for none: set CELADON_TOKENS, for example to ${shell.folder}/tokens.json, here and where Celadon is started.`,
  );
}
