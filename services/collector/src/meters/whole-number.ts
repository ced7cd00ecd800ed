import { scalar } from "@celadon/activity-to-inventory/closed-yaml";

/** A whole number of the meters file, within its bounds. */
export const whole = (least: number, most: number) =>
  scalar({ type: "integer", minimum: least, maximum: most }, (given) => {
    const value = Number(given);
    if (/^\d{1,9}$/.test(given) && value >= least && value <= most) return { value };
    return {
      problem: `"${given}" is no whole number from ${least} to ${most}.`,
      fix: "Write one, without a decimal point.",
    };
  });
