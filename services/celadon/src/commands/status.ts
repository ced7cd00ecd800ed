import { Command } from "commander";
import { counted, countText } from "../counted.ts";
import { holdsData } from "../data-parts.ts";
import { examples } from "../examples.ts";
import { printFields } from "../print-fields.ts";
import type { Shell } from "../shell.ts";
import { countedMost, emptyStanding, type Standing, standingOf } from "../standing.ts";

/** `celadon status`, and `celadon` alone: what the data folder holds, what waits, and the next sensible command. */
export const status = (shell: Shell): Command =>
  new Command("status")
    .description("say where you stand and what is next; celadon alone does the same")
    .option("--json", "print it as a JSON object")
    .addHelpText("after", examples("status", "status --json"))
    .action(async ({ json }: { readonly json?: true }) => {
      const standing = await stand(shell);
      if (json === true) return shell.print(`${JSON.stringify(standing, undefined, 1)}\n`);
      await printStanding(shell, standing);
    });

/** An empty folder is not touched for this: to look is not to begin. */
async function stand(shell: Shell): Promise<Standing> {
  const { dataFolder } = shell.config();
  const isRunning = await shell.isServed();
  if (!isRunning && !holdsData(dataFolder)) return emptyStanding(dataFolder);
  await using service = await shell.openService();
  return await standingOf(service, isRunning);
}

async function printStanding(shell: Shell, standing: Standing): Promise<void> {
  const {
    isRunning,
    dataFolder,
    waiting,
    plants,
    factories,
    footprints,
    certificates,
    quarantined,
    deadLetters,
    next,
  } = standing;
  const { complete, incomplete, running } = footprints;
  const heard = factories
    .toSorted((a, b) => ((a.lastReading ?? "") > (b.lastReading ?? "") ? -1 : 1))
    .map(({ factory, lastReading }) => `${factory} (last reading ${lastReading ?? "none yet"})`);
  const silent = plants.filter((plant) => !factories.some(({ factory }) => factory === plant));
  await printFields(shell, [
    ["data", dataFolder],
    ["service", isRunning ? "running" : "not running; a command starts one for itself. To keep one: celadon start"],
    ["waiting", waiting === null ? null : `since ${waiting.since}: ${waiting.why}`],
    ["factories", someOf([...heard, ...silent.map((plant) => `${plant} (no reading yet)`)])],
    [
      "footprints",
      `${countText(complete)} complete, ${countText(incomplete)} incomplete, ${countText(running)} running`,
    ],
    ["certificates", certificates === null ? null : countText(certificates)],
    ["quarantine", quarantined === null ? null : quarantineText(quarantined)],
    ["dead letters", deadLetters === null || deadLetters === 0 ? null : deadLettersText(deadLetters)],
    ["next", `${shell.isByNpx ? "npx " : ""}${next.command}  (${next.why})`],
  ]);
  shell.note("\nAll commands: celadon --help\n");
}

function quarantineText(count: number): string {
  if (count === 0) return "nothing: every reading counts";
  return `${counted(count, "reading")}${count < countedMost ? "" : " or more"} that ${count === 1 ? "does" : "do"} not count`;
}

const deadLettersText = (count: number): string =>
  `${counted(count, "record")}${count < countedMost ? "" : " or more"} that could not be taken: celadon deadletters list`;

const factoriesShown = 5;

/** The first few, those heard last before the others; the rest as a number. */
function someOf(factories: readonly string[]): string {
  if (factories.length === 0) return "none";
  const more = factories.length - factoriesShown;
  return [...factories.slice(0, factoriesShown), ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}
