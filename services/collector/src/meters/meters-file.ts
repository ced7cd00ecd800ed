import {
  type Fault,
  type Fields,
  may,
  type RecordOf,
  readParts,
  reportOn,
  yamlTree,
} from "@celadon/activity-to-inventory/closed-yaml";
import { sayHj212Faults } from "../hj212/hj212-faults.ts";
import { hj212Shape } from "../hj212/hj212-shape.ts";
import { sayMqttFaults } from "../mqtt/mqtt-faults.ts";
import { mqttShape } from "../mqtt/mqtt-shape.ts";
import { saySparkplugFaults } from "../sparkplug/sparkplug-faults.ts";
import { sparkplugShape } from "../sparkplug/sparkplug-shape.ts";

/** The ways of the file; each is read in the folder of that way. */
const ways = {
  hj212: may(hj212Shape, "Stations that speak HJ 212, and where to listen to them."),
  mqtt: may(mqttShape, "Brokers with messages of devices, and how these are read."),
  sparkplug: may(sparkplugShape, "Brokers with edge nodes that speak Sparkplug B."),
} as const satisfies Fields;

/** What the meters file says; a way that is absent is not used. */
export type MetersFile = RecordOf<typeof ways>;

/** Reads a meters file and tells everything that is wrong with it at once, by line. */
export function checkMetersFile(text: string): { readonly meters?: MetersFile; readonly faults: readonly Fault[] } {
  const { tree, faults } = yamlTree(text);
  if (tree === undefined) return { faults };
  const report = reportOn(tree);
  const meters = readParts(ways, tree, [], report);
  if (meters?.hj212 !== undefined) sayHj212Faults(meters.hj212, report);
  if (meters?.mqtt !== undefined) sayMqttFaults(meters.mqtt, report);
  if (meters?.sparkplug !== undefined) saySparkplugFaults(meters.sparkplug, report);
  const all = report.faults();
  return all.length > 0 || meters === undefined ? { faults: all } : { meters: meters as MetersFile, faults: all };
}
