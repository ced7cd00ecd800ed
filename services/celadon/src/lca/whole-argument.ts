import { InvalidArgumentError } from "commander";

/** A whole number from 0 on the command line. */
export function wholeIn(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) throw new InvalidArgumentError("Write a whole number.");
  return number;
}
