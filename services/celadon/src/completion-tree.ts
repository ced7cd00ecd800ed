import type { Command, Option } from "commander";

/** One command of the tree, with everything that may follow it. */
export interface CommandWords {
  /** `celadon plant check` */
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly OptionWord[];
  /** What its arguments may be, where that is a closed list; otherwise they may be files. */
  readonly choices: readonly string[];
}

interface Word {
  readonly name: string;
  readonly about: string;
}

/** `--status`, with the values it takes: undefined for a flag, an empty list where anything goes. */
export interface OptionWord extends Word {
  readonly values: readonly string[] | undefined;
}

/** Every command of a tree and what may follow it, read off commander's own tree: there is no list to keep. The root first. */
export function completionTree(command: Command, above = ""): readonly CommandWords[] {
  const path = `${above}${command.name()}`;
  const help = command.createHelp();
  const children = command.commands.filter((child) => help.visibleCommands(command).includes(child));
  const own = {
    path,
    commands: children.map((child) => ({ name: child.name(), about: child.description() })),
    options: help.visibleOptions(command).map(optionWord),
    choices: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  };
  return [own, ...children.flatMap((child) => completionTree(child, `${path} `))];
}

const optionWord = ({ long, short, description, required, optional, argChoices = [] }: Option): OptionWord => ({
  name: long ?? short ?? "",
  about: description,
  values: required || optional ? argChoices : undefined,
});
