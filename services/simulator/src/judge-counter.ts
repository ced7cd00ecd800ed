import type { Report } from "@celadon/activity-to-inventory/closed-yaml";
import type { SimulatedChannel } from "./scenario.ts";

/** The largest factor by which chance and season can raise an amount. */
const most = ({ season, spread, noise }: SimulatedChannel): number =>
  (1 + Math.abs(season)) * (1 + spread) * (1 + noise);

/**
 * Judges two things that need the other channels. What a counter takes away must be shares of what it adds up, together
 * never more than all of it, or its register would fall; and deliveries need a plan, which only an intensity per unit of
 * production has.
 */
export function judgeCounter(
  channel: SimulatedChannel,
  channels: ReadonlyMap<string, SimulatedChannel>,
  report: Report,
): void {
  const path = ["channels", channel.name];
  if (channel.source.kind === "receipts") {
    const used = channels.get(channel.source.of)?.source;
    const plan = used?.kind === "perUnit" ? channels.get(used.of)?.source : undefined;
    if (used !== undefined && plan?.kind !== "production") {
      report.say([...path, "receiptsOf"], {
        problem: `"${channel.source.of}" has no plan: it is not stated per unit of production.`,
        fix: "Name a channel with perUnit and without `of`.",
      });
    }
  }
  if (channel.meter.kind !== "counter" || channel.less.length === 0) return;
  const whole = channel.sumOf.length === 1 ? channel.sumOf[0] : undefined;
  const shares = channel.less.map((name) => {
    const part = channels.get(name);
    const source = part?.source.kind === "perUnit" && part.sumOf.length === 0 ? part.source : undefined;
    const isShare = source?.of === whole && source?.standby === 0;
    return part !== undefined && source !== undefined && isShare
      ? source.perUnit.mode * most(part)
      : Number.POSITIVE_INFINITY;
  });
  if (shares.reduce((sum, share) => sum + share, 0) <= 1) return;
  report.say([...path, "less"], {
    problem: `The register of "${channel.name}" could fall: what it takes away may be more than what it adds up.`,
    fix: "Let sumOf name one channel, and less name shares of it (`perUnit: 0.7, of: THAT`) that stay below 1 with their noise.",
  });
}
