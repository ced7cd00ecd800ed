import type { PlantModel as Model } from "@celadon/activity-to-inventory";
import type { PlantModel } from "@celadon/proto";
import { didYouMean } from "@celadon/quantity";
import { type Factories, reaches, refuse, type Store } from "@celadon/runtime";
import type { Book, BookNow } from "../book.ts";
import type { Channel } from "../channel.ts";
import { modelOf } from "../read-model.ts";

export interface QueryPorts {
  readonly store: Store;
  readonly book: Book;
}

/** What an interface is given: the book as it stands when somebody asks. */
export interface AskedPorts {
  readonly store: Store;
  readonly bookNow: BookNow;
}

/** The ports of one question. */
export const portsNow = async ({ store, bookNow }: AskedPorts): Promise<QueryPorts> => ({
  store,
  book: await bookNow(),
});

/** Which factories, channels and time a query is about. Nothing given, and no channel named, means everything. */
export interface Scope {
  readonly factory?: string | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** Only what comes behind this row of the list. */
  readonly behind?: RowKey | undefined;
  /** Whose data the one who asks may see: the others do not exist for this query. */
  readonly within?: Factories | undefined;
}

/** What lists of readings and windows are ordered by. */
interface RowKey {
  readonly factory: string;
  readonly channel: string;
  readonly atMs: number;
}

/** What is asked of one channel: rows of [fromMs, toMs). */
export interface ChannelStretch {
  readonly channel: Channel;
  readonly fromMs: number;
  readonly toMs: number;
}

/** 2100-01-01: no reading is later. */
const endMs = 4_102_444_800_000;

/** The channels of a scope with the time asked of each, by factory and name; `stepMs` is how far rows of a channel are apart. */
export function stretchesOf(book: Book, scope: Scope, stepMs: number): readonly ChannelStretch[] {
  const { fromMs = 0, toMs = endMs, behind } = scope;
  return channelsOf(book, scope).flatMap((channel) => {
    const order = behind === undefined ? 1 : compared(channel, behind);
    if (order < 0) return [];
    const after = order === 0 && behind !== undefined ? behind.atMs + stepMs : fromMs;
    return [{ channel, fromMs: Math.max(fromMs, after), toMs }];
  });
}

/** The channels of a scope, by factory and name. A name nobody knows is refused, with those that are near. */
export function channelsOf(
  book: Book,
  { factory, channels = [], within: factories = "all" }: Scope,
): readonly Channel[] {
  const all = [...book.channels.values()].filter((one) => reaches({ factories }, one.factory));
  if (factory !== undefined && !all.some((one) => one.factory === factory)) {
    const known = new Set(all.map((one) => one.factory));
    const message = `No factory is called "${factory}".${didYouMean(factory, known)}`;
    throw refuse({ status: 404, code: "unknown-factory", message });
  }
  const within = all.filter((one) => factory === undefined || one.factory === factory);
  const known = new Set(within.map((one) => one.channel));
  const stranger = channels.find((channel) => !known.has(channel));
  if (stranger !== undefined) {
    const message = `No channel is called "${stranger}".${didYouMean(stranger, known)}`;
    throw refuse({ status: 404, code: "unknown-channel", message });
  }
  return within.filter((one) => channels.length === 0 || channels.includes(one.channel)).sort(compared);
}

type Named = Pick<Channel, "factory" | "channel">;
const compared = (a: Named, b: Named): number =>
  Number(a.factory > b.factory) - Number(a.factory < b.factory) ||
  Number(a.channel > b.channel) - Number(a.channel < b.channel);

/** Versions of a factory's model, the earliest first. */
export const versionsOf = (book: Book, factory: string): readonly PlantModel[] =>
  book.declared.models
    .filter((model) => model.factory === factory)
    .sort((a, b) => Number(a.effectiveFromMs - b.effectiveFromMs));

/** The model in force at an instant; before the first version, the first one. */
function modelAt(book: Book, factory: string, atMs: number): Model | undefined {
  const versions = versionsOf(book, factory);
  const version = versions.findLast(({ effectiveFromMs }) => Number(effectiveFromMs) <= atMs) ?? versions[0];
  return version && modelOf(version);
}

/** The clock a factory's instants are shown on: its model's, or UTC while it has none. */
export const zoneOf = (book: Book, factory: string): string =>
  modelAt(book, factory, Number.MAX_SAFE_INTEGER)?.timeZone ?? "UTC";
