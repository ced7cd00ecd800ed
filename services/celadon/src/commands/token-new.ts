import { addToken, type Role, roles } from "@celadon/runtime/access";
import { Command, Option } from "commander";
import { wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";
import { tokenPath } from "../token-path.ts";

interface Options {
  readonly name: string;
  readonly role: readonly Role[];
  readonly factory: readonly string[];
  readonly allFactories?: true;
  readonly expires: string;
}

const gathered = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const dayMs = 86_400_000;
const daysMost = 3_650;

/** `celadon token new`: makes a token and prints it, once. */
export const tokenNew = (shell: Shell): Command =>
  new Command("new")
    .description("make a token and print it; it is shown this once, and only its hash is kept")
    .requiredOption("--name <name>", "whose it is: small letters, digits and hyphens")
    .addOption(
      new Option("--role <role>", `what for: ${roles.join(", ")}; again for more`)
        .argParser(roleOf)
        .makeOptionMandatory(),
    )
    .option("--factory <name>", "for this factory; again for more", gathered, [])
    .option("--all-factories", "for all factories, those to come too")
    .option("--expires <days>", "after so many days it is refused", "90d")
    .addHelpText(
      "after",
      examples(
        "token new --name north-meters --role meter --factory north-mill",
        "token new --name lin --role engineer --factory north-mill --factory south-mill --expires 365d",
        "token new --name bureau --role assessor --all-factories",
      ),
    )
    .action(async ({ name, role, factory, allFactories, expires }: Options) => {
      const path = tokenPath(shell);
      if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
        throw wrongUsage(`--name is "${name}": write small letters, digits and hyphens, at most 63.`);
      if (factory.length > 0 === (allFactories === true))
        throw wrongUsage("Say whose data it is for: --factory NAME, once for each, or --all-factories.");
      const whole = role.find((one) => one === "operator" || one === "monitor");
      if (whole !== undefined && allFactories !== true)
        throw wrongUsage(`The role ${whole} is of the whole of Celadon: give --all-factories, or another role.`);
      const nowMs = Date.now();
      const wanted = {
        ...{ name, roles: [...new Set(role)], factories: allFactories === true ? ("all" as const) : factory },
        created: new Date(nowMs).toISOString(),
        expires: new Date(nowMs + daysOf(expires) * dayMs).toISOString(),
      };
      const secret = addToken(path, wanted);
      await shell.print(`${secret}\n`);
      shell.note(
        `This is shown once; ${path} has its hash. Until ${wanted.expires}. Whoever holds it sets CELADON_TOKEN or CELADON_TOKEN_FILE, or sends it as Authorization: Bearer TOKEN.\n`,
      );
    });

function roleOf(text: string, before: readonly Role[] = []): readonly Role[] {
  const role = roles.find((one) => one === text);
  if (role !== undefined) return [...before, role];
  throw wrongUsage(`--role is "${text}": write one of ${roles.join(", ")}.`);
}

function daysOf(text: string): number {
  const days = Number(/^(\d+)d$/.exec(text)?.[1]);
  if (days >= 1 && days <= daysMost) return days;
  throw wrongUsage(`--expires is "${text}": write days from 1d to ${daysMost}d.`);
}
