/** A filter of topics whose levels may have names: `hall/+line/+meter/state`. */
export interface TopicFilter {
  readonly levels: readonly string[];
  /** As the broker knows it: `hall/+/+/state`. */
  readonly subscription: string;
  /** The names that its levels give. */
  readonly names: readonly string[];
}

/** Reads a filter; undefined where it is none: `#` anywhere but at the end, a wildcard inside a level, a name twice, no level. */
export function readTopicFilter(text: string): TopicFilter | undefined {
  const levels = text.split("/");
  const names = levels.flatMap((level) => (/^\+./.test(level) ? [level.slice(1)] : []));
  const areLevels = levels.every((level, i) => (level === "#" ? i === levels.length - 1 : /^\+?[^+#\0]*$/.test(level)));
  const areNames = names.every((name) => /^[a-z][A-Za-z0-9]*$/.test(name)) && new Set(names).size === names.length;
  if (text === "" || !areLevels || !areNames) return undefined;
  return { levels, subscription: levels.map((level) => (level.startsWith("+") ? "+" : level)).join("/"), names };
}

/** What the levels of the topic are called, or undefined where the filter does not let it through (MQTT 5, 4.7). */
export function matchTopic({ levels }: TopicFilter, topic: string): ReadonlyMap<string, string> | undefined {
  const found = topic.split("/");
  const bound = new Map<string, string>();
  if (topic.startsWith("$") && /^[+#]/.test(levels[0] ?? "")) return undefined;
  for (const [i, level] of levels.entries()) {
    if (level === "#") return bound;
    const there = found[i];
    if (there === undefined) return undefined;
    if (level.startsWith("+")) {
      if (level !== "+") bound.set(level.slice(1), there);
    } else if (level !== there) return undefined;
  }
  return found.length === levels.length ? bound : undefined;
}
