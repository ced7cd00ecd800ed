import { type Decimal, isName } from "@celadon/quantity";
import type { Alias, Metric } from "./metric.ts";
import { isNumber } from "./metric-micro.ts";

/** What becomes of the numbers of a metric. */
export interface MetricUse {
  /** Exact: reading = number * scale; undefined for 1. */
  readonly scale: Decimal | undefined;
  /** Code of the reading's unit; 0 for the channel's own. */
  readonly unitCode: number;
}

/** The metrics that are read, by their path behind the edge node: `METRIC`, of a device `DEVICE/METRIC`. Undefined: every number, as it is. */
export type MetricUses = ReadonlyMap<string, MetricUse> | undefined;

/** What a birth said of a metric. */
export interface BornMetric {
  /** The channel of its readings; undefined for what is not read or no number, and for a number whose name cannot be one. */
  readonly channel: string | undefined;
  readonly datatype: number;
  readonly use: MetricUse;
}

const asItIs: MetricUse = { scale: undefined, unitCode: 0 };

/** The metrics of one birth, of an edge node or a device. */
export interface MetricBook {
  readonly byAlias: ReadonlyMap<Alias, BornMetric>;
  readonly byName: ReadonlyMap<string, BornMetric>;
  /** Sentences about numbers that get no channel. */
  readonly faults: readonly string[];
}

/** Whose metrics a book is of. */
export interface BookOf {
  readonly source: string;
  readonly device?: string;
  readonly uses?: MetricUses;
}

/** The protocol's own metrics. */
const isOwn = (name: string): boolean => name === "bdSeq" || /^(?:Node|Device) Control\//.test(name);

/**
 * The channel of a metric is the name of its source and that of the metric: `press/Power/Active`. A letter that a channel may not have
 * becomes `_`, and what a name may not end with is left out; two metrics that are one channel then are both refused, as nobody
 * could tell their readings apart.
 */
export function metricBook({ source, device, uses }: BookOf, metrics: readonly Metric[]): MetricBook {
  const prefix = device === undefined ? source : `${source}/${device}`;
  const useOf = (name: string): MetricUse | undefined =>
    uses === undefined ? asItIs : uses.get(device === undefined ? name : `${device}/${name}`);
  const byAlias = new Map<Alias, BornMetric>();
  const byName = new Map<string, BornMetric>();
  const faults: string[] = [];
  const born = metrics.flatMap(({ name, alias, datatype }) => (name === undefined ? [] : [{ name, alias, datatype }]));
  const wanted = new Map<string, string>();
  const twice = new Set<string>();
  for (const { name, datatype } of born) {
    if (!isNumber(datatype) || isOwn(name) || useOf(name) === undefined) continue;
    const channel = channelOf(prefix, name);
    const other = wanted.get(channel);
    if (other !== undefined && other !== name) {
      twice.add(channel);
      faults.push(`Metrics "${other}" and "${name}" would both be channel "${channel}": rename one of them.`);
    }
    wanted.set(channel, name);
    if (!isName(channel)) {
      twice.add(channel);
      faults.push(`Metric "${name}" would be channel "${channel}", which is no name of 1 to 128 letters: shorten it.`);
    }
  }
  const owners = new Map<Alias, string>();
  for (const { name, alias, datatype } of born) {
    const use = useOf(name);
    const channel = isNumber(datatype) && !isOwn(name) && use !== undefined ? channelOf(prefix, name) : undefined;
    const isOne = channel !== undefined && !twice.has(channel);
    const entry = { datatype, channel: isOne ? channel : undefined, use: use ?? asItIs };
    byName.set(name, entry);
    if (alias === undefined) continue;
    const other = owners.get(alias);
    if (other !== undefined && other !== name) {
      faults.push(`Metrics "${other}" and "${name}" both have alias ${alias}: give each its own.`);
      byAlias.set(alias, { ...entry, channel: undefined });
    } else byAlias.set(alias, entry);
    owners.set(alias, name);
  }
  return { byAlias, byName, faults };
}

const channelOf = (prefix: string, name: string): string =>
  `${prefix}/${name}`.replace(/[^\p{L}\p{N} ._/()+-]/gu, "_").replace(/[^\p{L}\p{N})]+$/u, "");

/** What the birth said of a metric; undefined where it said nothing. */
export const bornAs = ({ byAlias, byName }: MetricBook, { alias, name }: Metric): BornMetric | undefined => {
  const known = alias === undefined ? undefined : byAlias.get(alias);
  return known ?? (name === undefined ? undefined : byName.get(name));
};
