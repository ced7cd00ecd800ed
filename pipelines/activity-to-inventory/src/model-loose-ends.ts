import { channelsUsed } from "./channels-used.ts";
import type { Channels } from "./model-channels.ts";
import type { Indicators, PlantProcess, Product } from "./plant-model.ts";
import type { Report } from "./report.ts";

interface Parts {
  readonly channels: Channels;
  readonly processes: readonly PlantProcess[];
  readonly products: readonly Product[];
  readonly indicators: Indicators | undefined;
}

/** What is allowed and yet probably forgotten: a channel nobody uses, a product nobody wants, a fuel without its upstream. */
export function judgeLooseEnds({ channels, processes, products, indicators }: Parts, report: Report): void {
  const used = channelsUsed({ processes, indicators });
  for (const [name, channel] of channels) {
    if (channel === undefined || channel.kind === "state" || !channel.isInFootprint || used.has(name)) continue;
    report.say(["channels", name], {
      severity: "warning",
      problem: `No amount uses channel "${name}".`,
      fix: "Use it, or write `footprint: false` where it is only recorded.",
    });
  }
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
