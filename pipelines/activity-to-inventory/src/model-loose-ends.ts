import { channelsUsed } from "./channels-used.ts";
import type { Channels } from "./model-channels.ts";
import type { Balance, Indicators, PlantProcess, Product } from "./plant-model.ts";
import type { Report } from "./report.ts";

interface Parts {
  readonly channels: Channels;
  readonly processes: readonly PlantProcess[];
  readonly products: readonly Product[];
  readonly indicators: Indicators | undefined;
  readonly balances: readonly Balance[];
}

/** What is allowed and yet probably forgotten: a channel nobody uses, a product nobody wants, a fuel without its upstream. */
export function judgeLooseEnds({ channels, processes, products, indicators, balances }: Parts, report: Report): void {
  const balanced = balances.flatMap(({ of, parts }) => [of, ...parts].flatMap(({ terms }) => terms));
  const used = new Set([...channelsUsed({ processes, indicators }), ...balanced.map(({ channel }) => channel)]);
  judgeIdle(channels, used, report);
  const wanted = new Set([
    ...products.map(({ name }) => name),
    ...processes.flatMap(({ uses }) => uses.map(({ name }) => name)),
  ]);
  for (const { name: process, makes } of processes) {
    for (const { name } of makes) {
      if (wanted.has(name)) continue;
      report.say(["processes", process, "makes", name], {
        isName: true,
        severity: "warning",
        problem: `"${name}" is made, and neither used nor declared: its share of the burden leaves the plant unseen.`,
        fix: "Declare it under products, or use it.",
      });
    }
  }
  for (const { process, input } of burntWithoutUpstream(processes, products)) {
    report.say(["processes", process, "takes", input], {
      severity: "warning",
      problem: `"${input}" is burnt without its upstream (extraction, transport): the footprint will be incomplete.`,
      fix: "Write `factors` with one for combustion and one for upstream, or a reasoned cut-off.",
    });
  }
}

/** So many names stand in a sentence; of more it says how many. */
const named = 10;

/** Channels that no amount uses: one sentence for all of them, at the first. */
function judgeIdle(channels: Channels, used: ReadonlySet<string>, report: Report): void {
  const idle = [...channels.values()].flatMap((channel) =>
    channel === undefined || channel.kind === "state" || !channel.isInFootprint || used.has(channel.name)
      ? []
      : [channel.name],
  );
  const [first, ...others] = idle;
  if (first === undefined) return;
  const names = idle.slice(0, named).map((name) => `"${name}"`);
  const rest = idle.length > named ? ` and ${idle.length - named} more` : "";
  report.say(["channels", first], {
    severity: "warning",
    problem:
      others.length === 0
        ? `No amount uses channel "${first}".`
        : `No amount uses ${idle.length} channels: ${names.join(", ")}${rest}.`,
    fix:
      others.length === 0
        ? "Use it, or write `footprint: false` where it is only recorded."
        : "Use them, or write `footprint: false` where they are only recorded.",
  });
}

/**
 * Fuels whose supply nobody models, where a product counts it: the tables' fuel rows are combustion only, about a sixth of a
 * gas-fired footprint is missing. A gate-to-gate footprint leaves the supply out by its own definition.
 */
export function burntWithoutUpstream(
  processes: readonly PlantProcess[],
  products: readonly Product[],
): readonly { readonly process: string; readonly input: string }[] {
  if (products.every(({ boundary }) => boundary === "gate-to-gate")) return [];
  return processes.flatMap(({ name: process, takes }) =>
    takes
      .filter(({ factors }) => factors.some(({ activity }) => activity.startsWith("fuel/")))
      .filter(({ factors }) => !factors.some(({ activity }) => activity.startsWith("upstream/")))
      .map(({ name }) => ({ process, input: name })),
  );
}
