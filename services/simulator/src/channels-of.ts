import type { Entry, Path, Report } from "@celadon/activity-to-inventory/closed-yaml";
import { didYouMean } from "@celadon/quantity";
import { judgeCounter } from "./judge-counter.ts";
import { judgeMeter, meterWords } from "./meter-words.ts";
import type { SimulatedChannel } from "./scenario.ts";
import type { ChannelDraft } from "./scenario-shape.ts";
import { sourceWords } from "./source-words.ts";

/**
 * The channels of a scenario, each behind those it is made of, and judged: one source each, names that exist, no circle.
 * `production`: the channel that counts it, undefined where the file does not say.
 */
export function simulatedChannels(
  entries: readonly Entry<ChannelDraft>[],
  production: string | undefined,
  report: Report,
): readonly SimulatedChannel[] {
  const names = new Set(entries.map(({ name }) => name));
  if (production !== undefined && !names.has(production))
    report.say(["production", "channel"], unknown(production, names));
  const channels = entries.flatMap(({ name, value }) => {
    if (value === undefined) return [];
    const path: Path = ["channels", name];
    judgeMeter(value, path, report);
    const source = sourceWords(value, { path, production, isProduction: name === production, report });
    const { sumOf = [], less = [], season = 0, spread = 0, noise = 0 } = value;
    const stepMicro = value.whole === true ? 1_000_000 : 1_000;
    return [{ name, meter: meterWords(value), source, sumOf, less, season, spread, noise, stepMicro }];
  });
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  for (const channel of channels) {
    for (const { key, name } of usesOf(channel)) {
      const path = ["channels", channel.name, key];
      if (name === production && !names.has(name)) continue; // said once, where it is named
      if (!names.has(name)) report.say(path, unknown(name, names));
      else if (byName.get(name)?.meter.kind === "state") {
        report.say(path, {
          problem: `"${name}" is a state, and states do not add up.`,
          fix: "Name a channel with amounts.",
        });
      }
    }
    judgeCounter(channel, byName, report);
  }
  return inOrder(byName, report);
}

const unknown = (name: string, names: ReadonlySet<string>): { readonly problem: string; readonly fix: string } => ({
  problem: `"${name}" is not under "channels".${didYouMean(name, names)}`,
  fix: "Name a channel of this file.",
});

interface Use {
  readonly key: string;
  readonly name: string;
}

/** The channels a channel is made of, and under which key it says so. */
function usesOf({ source, sumOf, less }: SimulatedChannel): readonly Use[] {
  const own: readonly Use[] =
    source.kind === "perUnit"
      ? [{ key: "of", name: source.of }]
      : source.kind === "receipts"
        ? [{ key: "receiptsOf", name: source.of }]
        : [];
  return [...own, ...sumOf.map((name) => ({ key: "sumOf", name })), ...less.map((name) => ({ key: "less", name }))];
}

/** Each behind those it is made of; a channel that is made of itself is reported, and left out. */
function inOrder(byName: ReadonlyMap<string, SimulatedChannel>, report: Report): readonly SimulatedChannel[] {
  const done = new Set<SimulatedChannel>();
  const visit = (channel: SimulatedChannel, behind: readonly string[]): void => {
    if (done.has(channel)) return;
    if (behind.includes(channel.name)) {
      report.say(["channels", channel.name], {
        problem: `"${channel.name}" is made of itself: ${[...behind, channel.name].join(" -> ")}.`,
        fix: "Break the circle.",
      });
      return;
    }
    for (const { name } of usesOf(channel)) {
      const used = byName.get(name);
      if (used !== undefined) visit(used, [...behind, channel.name]);
    }
    done.add(channel);
  };
  for (const channel of byName.values()) visit(channel, []);
  return [...done];
}
