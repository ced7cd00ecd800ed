import { metricTable } from "@celadon/runtime";
import { parser } from "@prometheus-io/lezer-promql";

/** One metric that an expression asks for, with the labels by which it chooses, groups or joins. */
interface Selected {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What an expression of Prometheus asks for. Throws with the place where it is none. */
export function promql(text: string): { readonly selected: readonly Selected[]; readonly grouped: readonly string[] } {
  const selected: Selected[] = [];
  const grouped: string[] = [];
  parser.parse(text).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) throw new Error(`"${text}" is no expression from ${from} on: "${text.slice(from)}".`);
      if (type.name === "VectorSelector") {
        const metric = /^[a-z_0-9]+/.exec(text.slice(from, to))?.[0] ?? "";
        const labels = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
        const names = labels.map((one) => /^[a-z_]+/i.exec(text.slice(one.from, one.to))?.[0] ?? "");
        selected.push({ metric, labels: names });
      }
      if (type.name === "GroupingLabels") grouped.push(...(text.slice(from, to).match(/[a-z_]+/g) ?? []));
    },
  });
  return { selected, grouped };
}

const parts = { bucket: ["le"], sum: [], count: [] } as const;

/** The labels that a metric of the table has, in the form that an expression asks for it; undefined: there is no such metric. */
export function labelsOf(metric: string): readonly string[] | undefined {
  const [, base = metric, part] = /^(.*)_(bucket|sum|count)$/.exec(metric) ?? [];
  const row = Object.entries(metricTable).find(([name]) => name === (part === undefined ? metric : base))?.[1];
  if (row === undefined || (row.type === "histogram") !== (part !== undefined)) return undefined;
  return [...row.labels, ...(part === undefined ? [] : parts[part as keyof typeof parts])]; // it matched one of them
}
