import type { Report } from "@celadon/activity-to-inventory/closed-yaml";
import { sayBrokerFaults } from "../mqtt/broker-faults.ts";
import type { SparkplugFile } from "./sparkplug-shape.ts";

/** What is wrong with the edge nodes of a meters file taken together. */
export function saySparkplugFaults(file: SparkplugFile, report: Report): void {
  for (const { name, value: broker } of file) {
    if (broker === undefined) continue;
    sayBrokerFaults(broker, ["sparkplug", name], report);
    const owners = new Map<string, string>();
    for (const { name: source, value } of broker.nodes) {
      if (value === undefined) continue;
      for (const { name: metric, value: said } of value.metrics ?? []) {
        if (said?.scale !== "0") continue;
        const fault = { problem: "Scaled by 0, each value is the same.", fix: "Take `scale` out." };
        report.say(["sparkplug", name, "nodes", source, "metrics", metric], fault);
      }
      const key = `${value.group}/${value.node}`;
      const other = owners.get(key);
      if (other !== undefined) {
        report.say(["sparkplug", name, "nodes", source, "node"], {
          problem: `"${other}" and "${source}" are both edge node ${key}.`,
          fix: "An edge node has one name: take one of them out.",
        });
      }
      owners.set(key, source);
    }
  }
}
