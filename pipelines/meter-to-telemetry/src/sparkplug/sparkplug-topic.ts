/** Who sent a message, and of what kind it is. */
export interface SparkplugTopic {
  readonly group: string;
  readonly type: SparkplugType;
  readonly node: string;
  readonly device: string | undefined;
}

const types = ["NBIRTH", "NDEATH", "DBIRTH", "DDEATH", "NDATA", "DDATA"] as const;
export type SparkplugType = (typeof types)[number];

/** Reads `spBv1.0/group/TYPE/node[/device]`; undefined for commands, the state of hosts, and what is no such topic. */
export function readSparkplugTopic(topic: string): SparkplugTopic | undefined {
  const [space, group, word, node, device, ...more] = topic.split("/");
  const type = types.find((one) => one === word);
  if (space !== "spBv1.0" || !group || type === undefined || !node || more.length > 0) return undefined;
  if (type.startsWith("D") ? !device : device !== undefined) return undefined;
  return { group, type, node, device };
}
