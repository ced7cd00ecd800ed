import type { Report } from "@celadon/activity-to-inventory/closed-yaml";
import type { BrokerEntry } from "./broker-shape.ts";

/** What is wrong with the address and the secrets of a broker taken together. */
export function sayBrokerFaults(broker: BrokerEntry, path: readonly string[], report: Report): void {
  if (broker.password !== undefined && broker.passwordFile !== undefined) {
    report.say([...path, "password"], {
      problem: '"password" and "passwordFile" are both there.',
      fix: "Keep one of them.",
    });
  }
  if ((broker.certFile === undefined) !== (broker.keyFile === undefined)) {
    report.say([...path, broker.certFile === undefined ? "keyFile" : "certFile"], {
      problem: "A certificate and its key belong together, and one of them is missing.",
      fix: "Name both `certFile` and `keyFile`, or neither.",
    });
  }
}
