import { Command } from "commander";
import { counted } from "../counted.ts";
import { failed, wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { type QuarantinedRow, runsOf, type Stretch } from "../quarantine-runs.ts";
import { type Fact, sendFact } from "../send-fact.ts";
import { askJson, type Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";

type Verb = "accept" | "reject";

interface Options {
  readonly factory: string;
  readonly channel?: string;
  readonly at?: string;
  readonly reason?: string;
  readonly from?: string;
  readonly to?: string;
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

const told: Readonly<Record<Verb, { readonly description: string; readonly done: string }>> = {
  accept: { description: "say that quarantined readings count after all", done: "Accepted" },
  reject: { description: "say that readings do not count, whatever the rules say of them", done: "Rejected" },
};

/**
 * `celadon quarantine accept`, `reject`: what `celadon declare` of the same name says, of one reading, of a stretch, or of all that wait
 * for one reason, as one declaration for each run of them.
 */
export const quarantineSettle = (shell: Shell, verb: Verb): Command =>
  new Command(verb)
    .description(told[verb].description)
    .requiredOption("--factory <name>", "the factory")
    .option("--channel <name>", "the channel; with --reason all of the factory, where none is named")
    .option("--at <time>", "the reading, or with --to the first of a stretch")
    .option("--reason <word>", "all that wait for this reason, as the list says it; with --from and --to")
    .option("--from <time>", "with --reason: from this day or time on")
    .option("--to <time>", "before this day or time")
    .requiredOption("--why <text>", "why; figures rest on it")
    .option("--who <name>", "who says so; you, where nothing is said")
    .option("--json", "print the declarations as a JSON array")
    .addHelpText(
      "after",
      examples(
        `quarantine ${verb} --factory green-mill --channel gridKwh --at 2026-03-01T08:00 --why "seen on the meter itself"`,
        `quarantine ${verb} --factory green-mill --reason spike --from 2026-03-01 --to 2026-03-02 --why "a trial run"`,
      ),
    )
    .action(async (options: Options) => {
      const { factory, why, who = shell.user, json } = options;
      refuseMixed(options);
      await using service = await shell.openService();
      const stretches = await stretchesOf(service, options);
      const answers: unknown[] = [];
      for (const { channel, at, to } of stretches) {
        const fact: Fact = { kind: verb, factory, channel, at, to, who, why };
        answers.push(await declared(service, fact, answers.length, stretches.length));
      }
      if (json === true) return shell.print(`${JSON.stringify(answers)}\n`);
      const readings = stretches.reduce((sum, { readings = 0 }) => sum + readings, 0);
      const what = readings === 0 ? "" : `${counted(readings, "reading")} by `;
      await shell.print(
        `${told[verb].done}: ${what}${counted(stretches.length, "declaration")}. The hours they touch are current; celadon declare list has the keys to take them back.\n`,
      );
    });

function refuseMixed({ channel, at, reason, from, to }: Options): void {
  if (reason !== undefined) {
    if (at !== undefined) throw wrongUsage("--at is one reading, --reason all of a stretch: say one of the two.");
    if (from === undefined || to === undefined)
      throw wrongUsage("--reason needs --from and --to: nobody judges what has not come yet.");
  } else if (at === undefined || channel === undefined) {
    throw wrongUsage(
      "Say which readings: --channel and --at (and --to for a stretch), or --reason with --from and --to.",
    );
  } else if (from !== undefined)
    throw wrongUsage("--from goes with --reason; a stretch of one channel begins with --at.");
}

async function stretchesOf(service: Service, options: Options): Promise<readonly Stretch[]> {
  const { factory, channel, reason } = options;
  const times = await instantsOf(service, {
    factory,
    times: { "--at": options.at, "--from": options.from, "--to": options.to },
  });
  const { "--at": at, "--from": from, "--to": to } = times;
  if (reason === undefined) {
    if (at === undefined || channel === undefined) return [];
    return [{ channel, at, to }];
  }
  const query = { factory, channel, from, to };
  const waiting = await askJson<readonly QuarantinedRow[]>(service, { path: "/v1/quarantine", query });
  const runs = runsOf(waiting, reason);
  if (runs.length > 0) return runs;
  const reasons = [...new Set(waiting.map((row) => row.reason))].toSorted();
  const others = reasons.length === 0 ? "nothing waits there at all" : `what waits there is ${reasons.join(", ")}`;
  throw failed(`No reading waits for reason "${reason}" in that stretch: ${others}.`);
}

/** Sends one of several; where it is refused, those before it stand, and that has to be said. */
async function declared(service: Service, fact: Fact, before: number, all: number): Promise<unknown> {
  try {
    return await sendFact(service, fact);
  } catch (error) {
    if (before === 0 || !(error instanceof Error)) throw error;
    throw failed(
      `${error.message} ${counted(before, "declaration")} of ${all} before it stand: celadon declare list shows them.`,
    );
  }
}
