import type { Report } from "@celadon/activity-to-inventory/closed-yaml";
import { isLoopback } from "./address-range.ts";
import type { Hj212File } from "./hj212-shape.ts";

/** What is wrong with the stations of a meters file taken together. */
export function sayHj212Faults(file: Hj212File, report: Report): void {
  if (!isLoopback(file.listen.host) && (file.allow ?? []).length === 0) {
    report.say(["hj212", "listen"], {
      problem: `"${file.listen.host}" is reached from other machines, and the protocol has no encryption and no proof of who speaks.`,
      fix: "Name under `allow` the addresses that may connect, or listen at 127.0.0.1.",
    });
  }
  const numbers = new Map<string, string>();
  for (const { name, value } of file.stations ?? []) {
    const path = ["hj212", "stations", name];
    if (name.length > nameMax) {
      report.say(path, {
        problem: `The name "${name}" has more than ${nameMax} letters, and the names of channels begin with it.`,
        fix: "Take a shorter one.",
        isName: true,
      });
    }
    if (value === undefined) continue;
    const other = numbers.get(value.mn);
    if (other !== undefined) {
      report.say([...path, "mn"], {
        problem: `The stations "${other}" and "${name}" have the same MN.`,
        fix: "A number belongs to one station: correct one of them.",
      });
    }
    numbers.set(value.mn, name);
    for (const [plain, file] of [
      ["password", "passwordFile"],
      ["key", "keyFile"],
    ] as const) {
      if (value[plain] === undefined || value[file] === undefined) continue;
      report.say([...path, plain], { problem: `"${plain}" and "${file}" are both there.`, fix: "Keep one of them." });
    }
  }
}

/** `NAME/CN/code-suffix` fits into 128 letters. */
export const nameMax = 80;
