import type { Path } from "./fault.ts";
import { meanUnits } from "./mean-units.ts";
import type { Scope } from "./model-amounts.ts";
import { hasMean } from "./model-channels.ts";
import type { MeanStep } from "./plant-model.ts";
import { unknownName } from "./unknown-name.ts";

/**
 * The step that multiplies by a channel's mean, with what that turns into what: mg/L turns L into mg, GJ/t turns t into GJ, and % is a
 * pure number. Undefined, with a complaint, where the channel has no mean or its unit is no quotient.
 */
export function meanStep(name: string, path: Path, { channels, report }: Scope): MeanStep | undefined {
  const channel = channels.get(name);
  if (!channels.has(name)) {
    const known = [...channels].filter(([, one]) => one !== undefined && hasMean(one.kind)).map(([key]) => key);
    report.say([...path, "channel"], unknownName("Channel", name, known, "Declare it under channels, with its unit."));
  }
  if (channel === undefined) return undefined; // it has been complained about where it stands
  if (!hasMean(channel.kind)) {
    report.say([...path, "channel"], {
      problem: `"${name}" is ${channel.kind === "interval" ? "an interval" : `a ${channel.kind}`}, and its amounts have no mean to multiply with.`,
      fix: "Take a state or a sample, such as a concentration in mg/L.",
    });
    return undefined;
  }
  const units = meanUnits(channel.unit);
  if (units !== undefined) return { kind: "mean", channel: name, ...units };
  report.say([...path, "channel"], {
    problem: `"${name}" is in ${channel.unit}, which turns no amount into another.`,
    fix: "Take a channel in a quotient such as mg/L or GJ/t, or in %.",
  });
  return undefined;
}
