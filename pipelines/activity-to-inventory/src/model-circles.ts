import type { FlowPlace } from "./model-flows.ts";
import type { RatioBase } from "./plant-model.ts";
import type { Report } from "./report.ts";

/**
 * Amounts that are defined by each other: lime is stated per kg of sulfide, and sulfide per kg of lime. No reading can say
 * how much either is. Each circle is told once, at its first flow. (That processes feed each other is no circle: the solver
 * answers that.)
 */
export function judgeCircles(
  bases: ReadonlyMap<string, RatioBase>,
  places: ReadonlyMap<string, FlowPlace>,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const start of [...bases.keys()].sort()) {
    const way: string[] = [];
    let at: string | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      way.push(at);
      const base = bases.get(at);
      at = base?.kind === "flow" ? `${base.process}/${base.flow}` : undefined;
    }
    if (at !== undefined && way.includes(at)) sayCircle(way.slice(way.indexOf(at)), places, report);
  }
}

function sayCircle(circle: readonly string[], places: ReadonlyMap<string, FlowPlace>, report: Report): void {
  const [first = ""] = circle;
  const place = places.get(first);
  const names = [...circle, first].map((name) => `"${name}"`).join(" per ");
  report.say(["processes", place?.process ?? "", place?.list ?? "", place?.flow ?? "", "amount"], {
    problem: `These amounts go in a circle: ${names}.`,
    fix: "State one of them by a channel, or per year.",
  });
}
