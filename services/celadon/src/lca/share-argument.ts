import { InvalidArgumentError } from "commander";

/** A share on the command line. What lies outside of 0 to 1 is meant in percent, or a slip: it would show all, or nothing. */
export function shareIn(text: string): number {
  const share = text.trim() === "" ? Number.NaN : Number(text);
  if (!(share >= 0 && share <= 1))
    throw new InvalidArgumentError("Write a share from 0 to 1, such as 0.01 for one percent.");
  return share;
}
