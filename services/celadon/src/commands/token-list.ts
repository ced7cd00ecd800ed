import { readTokens, type TokenRecord } from "@celadon/runtime/access";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { type Column, printTable } from "../print-table.ts";
import type { Shell } from "../shell.ts";
import { tokenPath } from "../token-path.ts";

const columns = (nowMs: number): readonly Column<TokenRecord>[] => [
  { head: "NAME", of: ({ name }) => name },
  { head: "ROLES", of: ({ roles }) => roles.join(", ") },
  { head: "FACTORIES", of: ({ factories }) => (factories === "all" ? "all" : factories.join(", ")) },
  { head: "MADE", of: ({ created }) => momentText(created) },
  { head: "UNTIL", of: ({ expires }) => `${momentText(expires)}${Date.parse(expires) <= nowMs ? " (expired)" : ""}` },
];

/** To the second, as every other instant is shown; one that cannot be read stands as it is. */
const momentText = (text: string): string => text.replace(/\.\d+(?=Z$)/, "");

/** `celadon token list`: whose tokens there are, without the tokens. */
export const tokenList = (shell: Shell): Command =>
  new Command("list")
    .description("list whose tokens there are; the tokens themselves are kept nowhere")
    .option("--json", "print JSON")
    .addHelpText("after", examples("token list", "token list --json"))
    .action(async ({ json }: { readonly json?: true }) => {
      const tokens = readTokens(tokenPath(shell));
      if (json === true) {
        const told = tokens.map(({ sha256: _hash, ...token }) => token);
        return shell.print(`${JSON.stringify(told)}\n`);
      }
      const count = await printTable(shell, columns(Date.now()), tokens);
      if (count === 0) shell.note("There is no token yet: celadon token new.\n");
    });
