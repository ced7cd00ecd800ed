import { Option } from "commander";
import { wrongUsage } from "./ending.ts";

/** `--months 12`: of a factory the latest complete footprint over so many whole months. */
export const monthsOption = (): Option =>
  new Option("--months <count>", "the latest complete footprint over so many whole months").argParser((text) => {
    const months = Number(text);
    if (/^\d+$/.test(text) && months > 0) return months;
    throw wrongUsage(`--months ${text} is no number of months: write 1 or 12.`);
  });
