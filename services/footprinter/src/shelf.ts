import type { Footprint } from "@celadon/proto";
import type { EventLog, Factories, Store } from "@celadon/runtime";
import { shelfReader } from "./shelf-reader.ts";
import { shelfWriter } from "./shelf-writer.ts";

/** The period of a factory whose footprints were calculated. */
export interface FactoryPeriod {
  readonly factory: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Key of the lot whose period it is: whatever time and product it had before, it has this one now. */
  readonly lot?: string | undefined;
}

/** All footprints that a period has now. */
export interface Renewal {
  readonly period: FactoryPeriod;
  readonly footprints: readonly Footprint[];
  /** Everything of the factory in the log up to here is in them; empty: nobody knows. */
  readonly position: string;
}

/** The stored footprints: which is current, and what each superseded. */
export interface Shelf {
  /**
   * Stores the footprints of periods, each given once. One that is already current changes nothing; a product that has none any
   * more (it made nothing, its readings were retracted, the model forgot it) has no current footprint from now on.
   */
  put(renewals: readonly Renewal[]): Promise<void>;
  get(id: string): Promise<Stored | undefined>;
  /** Current footprints, or with `history` all that are kept, by factory, product, start, end and id. */
  list(wanted: WantedFootprints): Promise<readonly Stored[]>;
}

/** Which footprints a list is about. What is not given does not narrow it. */
export interface WantedFootprints {
  readonly factory?: string | undefined;
  readonly product?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  /** Footprints whose whole period lies in [fromMs, toMs). */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly history: boolean;
  /** Those of lots instead of those of periods. */
  readonly lots?: boolean | undefined;
  /** Whose footprints the one who asks may see. */
  readonly within?: Factories | undefined;
  /** Only what comes behind this one, and so many. */
  readonly behind?: FootprintKey | undefined;
  readonly limit?: number | undefined;
}

/** What lists are ordered by. */
interface FootprintKey {
  readonly factory: string;
  readonly product: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly id: string;
}

export interface Stored {
  readonly footprint: Footprint;
  readonly isCurrent: boolean;
  readonly supersedes: string;
  /** The one in its place; empty while it is current, and when it lost its ground without another in its place. */
  readonly supersededBy: string;
}

/**
 * The shelf of a store. All it knows stands there, so that several processes can put and read; but the footprints of one
 * factory should be put by one of them at a time, which the log's partitions see to.
 */
export const openShelf = (store: Store, log: EventLog): Shelf => ({
  put: shelfWriter(store, log),
  ...shelfReader(store),
});
