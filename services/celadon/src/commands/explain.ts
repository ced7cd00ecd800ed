import { Command } from "commander";
import { clocksOf } from "../clocks-of.ts";
import { failed } from "../ending.ts";
import { examples } from "../examples.ts";
import { type CertificateRoot, certificateInstead, certificateNamed } from "../explain-certificate.ts";
import { type ExplainNode, isLine, nodesOf, only, restsOn, withPlainProcesses } from "../explain-tree.ts";
import { factorPapers } from "../factor-papers.ts";
import { footprintId } from "../footprint-id.ts";
import { monthsOption } from "../months-option.ts";
import { printTree } from "../print-tree.ts";
import { ask, askJson, type Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";

interface Options {
  readonly factory?: string;
  readonly product?: string;
  readonly months?: number;
  readonly line?: string;
  readonly channel?: string;
  readonly from?: string;
  readonly to?: string;
  readonly readings?: true;
  readonly limit?: string;
  readonly json?: true;
}

/** Hours of each channel that are opened down to their readings where nothing else is said. */
const hoursShown = "24";

/** `celadon explain`: what a footprint was made from, down to readings and to the printed source of every factor. */
export const explain = (shell: Shell): Command =>
  new Command("explain")
    .description("show what a footprint was made from, as a tree down to readings and printed sources")
    .argument(
      "[id]",
      "its id, or the beginning of it, or a certificate: its file or id; may be left out where only one footprint fits",
    )
    .option("--factory <name>", "the footprint of this factory")
    .option("--product <name>", "the footprint of this product")
    .addOption(monthsOption())
    .option("--readings", "open channels down to hours and single readings")
    .option("--line <name>", "only this line of the inventory, with its readings")
    .option("--channel <name>", "only what rests on this channel, with its readings")
    .option("--from <time>", "readings from this day or time on")
    .option("--to <time>", "readings before this day or time")
    .option("--limit <count>", `hours of each channel to open, ${hoursShown} where nothing is said`)
    .option("--json", "print the tree of the interface")
    .addHelpText(
      "after",
      examples(
        "explain --factory gwangyang-steel",
        "explain 3f2a --readings --channel mainKwh --from 2018-03-01 --to 2018-03-02",
        'explain 3f2a --line "operation/grid electricity"',
        "explain leather-2025.vc",
      ),
    )
    .action(async (id: string | undefined, options: Options) => {
      await using service = await shell.openService();
      const named = await certificateNamed(shell, service, id);
      try {
        await explainFrom(named, id, options, { shell, service });
      } catch (error) {
        const instead = named === undefined ? await certificateInstead(shell, service, id, error) : undefined;
        if (instead === undefined) throw error;
        await explainFrom(instead, id, options, { shell, service });
      }
    });

/** Prints the tree of a footprint, or of a certificate and the footprint below it. */
async function explainFrom(
  certificate: CertificateRoot | undefined,
  id: string | undefined,
  options: Options,
  { shell, service }: { readonly shell: Shell; readonly service: Service },
): Promise<void> {
  const { factory, product, months, line, channel, from, to, limit, json } = options;
  const above = certificate === undefined ? (tree: ExplainNode): ExplainNode => tree : certificate.above;
  const whole = await footprintId(service, {
    id: certificate === undefined ? id : certificate.footprint,
    factory,
    product,
    months,
  });
  const withReadings = [options.readings, line, channel, from, to, limit].some((option) => option !== undefined);
  const about = {
    factory: factory ?? (await factoryOf(service, whole, from ?? to)),
    times: { "--from": from, "--to": to },
  };
  const times = await instantsOf(service, about);
  const question = {
    path: `/v1/footprints/${whole}/explain`,
    query: {
      channel,
      from: times["--from"],
      to: times["--to"],
      readings: `${withReadings}`,
      limit: withReadings ? (limit ?? hoursShown) : "0",
    },
  };
  if (json === true && certificate === undefined) {
    for await (const piece of await ask(service, question)) await shell.print(piece);
    return shell.print("\n");
  }
  const answer = await askJson<ExplainNode>(service, question);
  if (json === true) return shell.print(`${JSON.stringify(above(answer))}\n`);
  const tree = withPlainProcesses(answer);
  const ofLine = line === undefined ? tree : only(tree, (part) => isLine(part, line));
  if (ofLine === undefined) throw failed(`No line is called "${line}". Lines: ${linesOf(tree).join(", ")}.`);
  const part = channel === undefined ? ofLine : only(ofLine, (one) => restsOn(one, channel));
  if (part === undefined) throw failed(`Nothing of it rests on channel "${channel}".`);
  await printTree(shell, above(part), await factorPapers(service, part));
  const { "--from": fromAsked, "--to": toAsked } = times;
  if (isBefore(fromAsked, answer.from) || isBefore(answer.to, toAsked)) {
    const clocks = await clocksOf(service);
    const [begin, end] = [answer.from, answer.to].map((at) => clocks(about.factory ?? "", at ?? ""));
    shell.note(`The footprint is of ${begin} to ${end}: what lies outside that is no part of it.\n`);
  }
  if (!withReadings)
    shell.note("Down to single readings: add --readings, and --channel, --from, --to to choose them.\n");
}

const isBefore = (one: string | null | undefined, other: string | null | undefined): boolean =>
  one != null && other != null && Date.parse(one) < Date.parse(other);

const linesOf = (tree: ExplainNode): readonly string[] =>
  [...nodesOf(tree)].flatMap(({ kind, label }) => (kind === "line" ? [`"${label}"`] : []));

/** Plain dates are on the clock of the footprint's own factory. */
const factoryOf = async (
  service: Parameters<typeof ask>[0],
  id: string,
  time: string | undefined,
): Promise<string | undefined> =>
  time === undefined
    ? undefined
    : (await askJson<{ readonly factory: string }>(service, { path: `/v1/footprints/${id}` })).factory;
