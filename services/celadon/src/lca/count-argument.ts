import { InvalidArgumentError } from "commander";
import { wholeIn } from "./whole-argument.ts";

/** How many of something, on the command line: a whole number from 1. */
export function countIn(text: string): number {
  const count = wholeIn(text);
  if (count === 0) throw new InvalidArgumentError("Write a whole number from 1.");
  return count;
}
