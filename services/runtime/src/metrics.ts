import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { metricTable } from "./metric-table.ts";

type Table = typeof metricTable;
type MetricName = keyof Table;
type NameOf<Type> = { [Name in MetricName]: Table[Name]["type"] extends Type ? Name : never }[MetricName];
export type HistogramName = NameOf<"histogram">;

/** A value for each label of a metric. */
export type LabelsOf<Name extends MetricName> = Readonly<Record<Table[Name]["labels"][number], string>>;

/** What a service counts with. */
export interface Meter {
  count<Name extends NameOf<"counter">>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, value: number): void;
}

interface Sample<Name extends MetricName> {
  readonly labels: LabelsOf<Name>;
  readonly value: number;
}

/** All metrics of one process, or of one test: nothing is shared. */
export interface Metrics extends Meter {
  /** `read` is asked at every look, so it answers at once. Several may feed one gauge. */
  gauge<Name extends NameOf<"gauge">>(name: Name, read: () => readonly Sample<Name>[]): void;
  /** Everything, in Prometheus' text format. */
  text(): Promise<string>;
}

/** Label sets of one metric beyond which further ones are all called "other": ten times what the largest one has. */
const seriesMax = 1_000;

/** The metrics of `metricTable`; with `ofProcess` heap, CPU, event loop and garbage collection of this process too. */
export function openMetrics({ ofProcess = false }: { readonly ofProcess?: boolean } = {}): Metrics {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const readers = new Map<string, (() => readonly { readonly labels: Labels; readonly value: number }[])[]>();
  for (const [name, row] of Object.entries(metricTable)) {
    const about = { name, help: row.help, labelNames: [...row.labels], registers: [registry] };
    switch (row.type) {
      case "counter":
        counters.set(name, new Counter(about));
        break;
      case "histogram":
        histograms.set(name, new Histogram({ ...about, buckets: [...row.buckets] }));
        break;
      case "gauge":
        new Gauge({
          ...about,
          collect() {
            this.reset();
            for (const read of readers.get(name) ?? []) for (const { labels, value } of read()) this.set(labels, value);
          },
        });
    }
  }
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const bounded = boundedLabels();
  return {
    count: (name, labels, by = 1) => counters.get(name)?.inc(bounded(name, labels), by),
    observe: (name, labels, value) => histograms.get(name)?.observe(bounded(name, labels), value),
    gauge: (name, read) => {
      readers.set(name, [...(readers.get(name) ?? []), read]);
    },
    text: () => registry.metrics(),
  };
}

type Labels = Readonly<Record<string, string>>;

/** The labels as they are, while the metric has few; a fault in what is counted must not fill memory, here or in Prometheus. */
function boundedLabels(): (name: string, labels: Labels) => Labels {
  const seen = new Map<string, Set<string>>();
  return (name, labels) => {
    const values = Object.values(labels);
    if (values.length === 0) return labels;
    const key = values.join("\u0000");
    const known = seen.get(name) ?? new Set();
    seen.set(name, known);
    if (known.has(key)) return labels;
    if (known.size >= seriesMax) return Object.fromEntries(Object.keys(labels).map((label) => [label, "other"]));
    known.add(key);
    return labels;
  };
}

/** For whoever has nobody to tell: a test, a bench. */
export const noMeter: Meter = { count: () => undefined, observe: () => undefined };
