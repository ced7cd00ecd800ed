import type { Meter } from "@celadon/runtime";
import type { RefusedLine, RefusedLines } from "./refused-lines.ts";

/** Refused lines that are counted by verdict and reason, as they are stored: one by one would cost more than reading them. */
export function meteredLines(lines: RefusedLines, meter: Meter): RefusedLines {
  const counts = new Map<string, Pick<RefusedLine, "verdict" | "reason"> & { count: number }>();
  return {
    ...lines,
    add: (line, content) => {
      const { verdict, reason } = line;
      const known = counts.get(`${verdict} ${reason}`);
      if (known === undefined) counts.set(`${verdict} ${reason}`, { verdict, reason, count: 1 });
      else known.count += 1;
      lines.add(line, content);
    },
    store: async (all) => {
      for (const { verdict, reason, count } of counts.values()) {
        meter.count("celadon_readings_total", { verdict, reason }, count);
      }
      counts.clear();
      await lines.store(all);
    },
  };
}
