import { Argument, Command } from "commander";
import { bashCompletion, fishCompletion, zshCompletion } from "../completion-scripts.ts";
import { completionTree } from "../completion-tree.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `celadon completion`: a script that lets a shell complete commands and options. */
export const completion = (shell: Shell): Command =>
  new Command("completion")
    .description("print a script that completes commands and options in your shell")
    .addArgument(new Argument("<shell>", "your shell").choices(Object.keys(scripts)))
    .addHelpText(
      "after",
      examples("completion bash > ~/.local/share/bash-completion/completions/celadon", "completion fish | source"),
    )
    .action(async (name: keyof typeof scripts, _options: unknown, command: Command) => {
      await shell.print(scripts[name](completionTree(command.parent ?? command)));
    });
