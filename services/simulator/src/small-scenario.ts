import { readScenario } from "./read-scenario.ts";
import type { Scenario } from "./scenario.ts";

/** For tests: ten units an hour around the clock without any chance, and the channels given. Numbers are easy in the head. */
export const smallText = ({
  channels = "",
  timeZone = "Asia/Shanghai",
  shifts = "- { days: Mon-Sun, hours: 0-24 }",
  more = "",
}: {
  readonly channels?: string;
  readonly timeZone?: string;
  readonly shifts?: string;
  readonly more?: string;
} = {}): string => `factory: small
timeZone: ${timeZone}
begins: 2026-03-01
shifts:
  ${shifts}
production: { channel: made, perDay: 240 }
channels:
  made: { kind: interval, period: 1h }
${channels
  .split("\n")
  .map((line) => `  ${line.trim()}`)
  .join("\n")}
${more}
`;

export function smallScenario(parts: Parameters<typeof smallText>[0] = {}): Scenario {
  const read = readScenario(smallText(parts));
  if (read.kind !== "accept") throw new Error(read.evidence);
  return read.value;
}
