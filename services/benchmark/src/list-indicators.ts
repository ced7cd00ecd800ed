import type { Indicator } from "@celadon/proto";
import type { Store } from "@celadon/runtime";

/** Which indicators a list is about. What is empty or absent does not narrow it. */
export interface WantedIndicators {
  readonly factories: readonly string[];
  readonly names: readonly string[];
  /** Indicators whose whole period lies in [fromMs, toMs). */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** Only what comes behind this one, and so many. */
  readonly behind?: IndicatorKey | undefined;
  readonly limit?: number | undefined;
}

/** What lists are ordered by. */
export interface IndicatorKey {
  readonly factory: string;
  readonly product: string;
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

interface Row {
  readonly factory: string;
  readonly product: string;
  readonly name: string;
  readonly fromMs: string;
  readonly toMs: string;
  readonly timeZone: string;
  readonly unit: string;
  readonly declaredUnit: string;
  readonly amount: string | null;
  readonly absolute: string | null;
  readonly produced: string | null;
  readonly measuredShare: string | null;
  readonly estimatedShare: string | null;
  readonly missingShare: string | null;
  readonly placeholderShare: string | null;
  readonly assumedShare: string | null;
  readonly primaryDataShare: string | null;
  readonly marks: string;
  readonly footprint: string;
  readonly reason: string;
  readonly placeholderRows: string;
}

/** Before and behind every period. */
const firstMs = 0;
const endMs = 4_102_444_800_000;

/** Current indicators by factory, product, name and period. */
export async function listIndicators(store: Store, wanted: WantedIndicators): Promise<readonly Indicator[]> {
  const { factories, names, fromMs = firstMs, toMs = endMs, behind, limit } = wanted;
  const rows = await store.rows<Row>({
    text: `SELECT factory, product, indicator AS name, fromMs, toMs, timeZone, unit, declaredUnit, amount, absolute, produced,
        measuredShare, estimatedShare, missingShare, placeholderShare, assumedShare, primaryDataShare, marks, footprint, reason, placeholderRows
      FROM indicators FINAL
      WHERE (empty({factories:Array(String)}) OR factory IN {factories:Array(String)})
        AND (empty({names:Array(String)}) OR indicator IN {names:Array(String)})
        AND fromMs >= {from:Int64} AND toMs <= {to:Int64}
        AND (factory, product, indicator, fromMs, toMs)
          > ({lastFactory:String}, {lastProduct:String}, {lastName:String}, {lastFrom:Int64}, {lastTo:Int64})
      ORDER BY factory, product, name, fromMs, toMs ${limit === undefined ? "" : "LIMIT {limit:UInt64}"}`,
    params: {
      factories,
      names,
      from: fromMs,
      to: toMs,
      lastFactory: behind === undefined ? "" : behind.factory,
      lastProduct: behind === undefined ? "" : behind.product,
      lastName: behind === undefined ? "" : behind.name,
      lastFrom: behind === undefined ? firstMs : behind.fromMs,
      lastTo: behind === undefined ? firstMs : behind.toMs,
      ...(limit === undefined ? {} : { limit }),
    },
  });
  return rows.map(indicatorOf);
}

const given = (text: string | null): string | undefined => (text === null ? undefined : text);
const share = (text: string | null): string => (text === null ? "" : text);

const indicatorOf = (row: Row): Indicator => ({
  ...row,
  fromMs: BigInt(row.fromMs),
  toMs: BigInt(row.toMs),
  amount: given(row.amount),
  absolute: given(row.absolute),
  produced: given(row.produced),
  measuredShare: share(row.measuredShare),
  estimatedShare: share(row.estimatedShare),
  missingShare: share(row.missingShare),
  placeholderShare: given(row.placeholderShare),
  assumedShare: given(row.assumedShare),
  primaryDataShare: given(row.primaryDataShare),
  marks: row.marks === "" ? [] : row.marks.split("\n"),
});
