import type { Command } from "commander";
import type { Service } from "./service.ts";
import { instantsOf } from "./time-argument.ts";

/** Which part of the readings a list is about. */
export interface Scope {
  readonly factory?: string;
  readonly channel?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

/** Adds the options that say which part. Without them a list has everything. */
export const scopeOptions = (command: Command): Command =>
  command
    .option("--factory <name>", "of this factory only")
    .option("--channel <name>", "of this channel only")
    .option("--from <time>", "from this day or time on")
    .option("--to <time>", "before this day or time")
    .option("--json", "print the JSON array of the interface");

/** The scope in the words of the interface. */
export async function scopeQuery(
  service: Service,
  { factory, channel, from, to }: Scope,
): Promise<Readonly<Record<string, string | undefined>>> {
  const times = await instantsOf(service, { factory, times: { "--from": from, "--to": to } });
  return { factory, channel, from: times["--from"], to: times["--to"] };
}
