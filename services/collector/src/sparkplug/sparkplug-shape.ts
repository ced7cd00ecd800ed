import {
  decimal,
  dictionary,
  may,
  name,
  nameRule,
  need,
  record,
  scalar,
  unit,
} from "@celadon/activity-to-inventory/closed-yaml";
import { brokerFields } from "../mqtt/broker-shape.ts";

/** A part of a topic of Sparkplug: UTF-8 without the signs that mean something to the broker. */
const id = scalar({ type: ["string", "number"] }, (given) =>
  /^[^+#/\0]{1,128}$/.test(given)
    ? { value: given }
    : {
        problem: `"${given}" cannot stand in a topic.`,
        fix: "Write the id as the edge node has it, without + # and /.",
      },
);

const metric = record({
  scale: may(decimal({ places: 18 }), "Exact: value = number * scale; 1 where absent."),
  unit: may(unit, "The unit of the value; the channel's own where absent."),
});

const node = record({
  group: need(id, "The group that the edge node is of."),
  node: need(id, "Its id."),
  factory: need(name, "The factory whose readings it sends."),
  metrics: may(
    dictionary(metric, () => undefined),
    "The metrics that are read, as births name them, of a device `DEVICE/METRIC`; every number where absent.",
  ),
});

const broker = record({
  ...brokerFields,
  primaryHost: may(id, "Says to the edge nodes under this name whether we are there."),
  nodes: need(dictionary(node, nameRule), "The edge nodes, by the name that begins their channels."),
});

/** The key `sparkplug` of the meters file: brokers by name. */
export const sparkplugShape = dictionary(broker, nameRule);

export type SparkplugFile = NonNullable<ReturnType<typeof sparkplugShape.read>>;
export type SparkplugBroker = NonNullable<SparkplugFile[number]["value"]>;
export type NodeEntry = NonNullable<SparkplugBroker["nodes"][number]["value"]>;
