import { scalar } from "@celadon/activity-to-inventory/closed-yaml";
import { unitOf } from "@celadon/quantity";

/** A whole number within bounds. */
export const whole = (least: number, most: number) =>
  scalar({ type: "integer", minimum: least, maximum: most }, (given) => {
    const value = Number(given);
    if (/^\d{1,9}$/.test(given) && value >= least && value <= most) return { value };
    return {
      problem: `"${given}" is no whole number from ${least} to ${most}.`,
      fix: "Write one, without a decimal point.",
    };
  });

/** A unit by its symbol. */
export const unit = scalar({ type: "string" }, (given) => {
  const known = unitOf(given);
  if (known.kind === "accept") return { value: known.value };
  const [problem = known.evidence, fix = ""] = known.evidence.split(" Known: ");
  return { problem, fix: `Known units: ${fix}` };
});
