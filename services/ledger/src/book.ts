import { channelIdOf } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import type { Tail } from "@celadon/telemetry-to-activity";
import type { Channel } from "./channel.ts";
import { type Declared, emptyDeclared } from "./declared.ts";
import { foreverMs } from "./store-channels.ts";

/** Every channel that was ever named, and what is declared of it. Kept beside the store, and read back from it at start. */
export interface Book {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly byId: ReadonlyMap<string, Channel>;
  readonly declared: Declared;
  /**
   * Where the windows of channels end, by id, as far as it is known: what a batch adds there need not be computed from the store.
   * Whoever writes windows in any other way forgets the tail of the channel.
   */
  readonly tails: Map<string, Tail>;
  find(factory: string, channel: string): Channel | undefined;
  /** The channel of this name, a new one if need be; undefined when another name already has its id. */
  name(factory: string, channel: string): Channel | undefined;
  put(channel: Channel): void;
  declare(declared: Declared): void;
  ofFactory(factory: string): readonly Channel[];
}

/** The book as it stands now: the ledger's own where it runs in this process, else what the store says. */
export type BookNow = () => Promise<Book>;

const keyOf = (factory: string, channel: string): string => `${factory}\u0000${channel}`;

function openBook(): Book {
  const channels = new Map<string, Channel>();
  const byId = new Map<string, Channel>();
  let declared = emptyDeclared;
  const put = (channel: Channel): void => {
    channels.set(keyOf(channel.factory, channel.channel), channel);
    byId.set(channel.idText, channel);
  };
  const find = (factory: string, channel: string) => channels.get(keyOf(factory, channel));
  return {
    channels,
    byId,
    tails: new Map(),
    get declared() {
      return declared;
    },
    find,
    name: (factory, channel) => {
      const known = find(factory, channel);
      if (known !== undefined) return known;
      const channelId = channelIdOf(factory, channel);
      const idText = String(channelId);
      if (byId.has(idText)) return undefined;
      const fresh: Channel = {
        factory,
        channel,
        channelId,
        idText,
        ...declared.of(factory, channel),
        firstMs: undefined,
        lastMs: undefined,
        longestCoverMs: 0,
        lastRefusedMs: undefined,
      };
      put(fresh);
      return fresh;
    },
    put,
    declare: (next) => {
      declared = next;
    },
    ofFactory: (factory) => [...channels.values()].filter((channel) => channel.factory === factory),
  };
}

interface ChannelRow {
  readonly channelId: string;
  readonly factory: string;
  readonly channel: string;
  readonly maxCoversSeconds: number;
}

interface BoundsRow {
  readonly channelId: string;
  readonly firstMs: string;
  readonly lastMs: string;
}

/** Fills a book from the store, as the ledger needs it: with the first and the last reading of every channel. */
export async function loadBook(store: Store, declared: Declared): Promise<Book> {
  const bounds = await boundsOf(store, "readings");
  const refused = await boundsOf(store, "refusals");
  return filledBook(store, declared, (channelId) => {
    const span = bounds.get(channelId);
    const last = refused.get(channelId);
    return {
      firstMs: span && Number(span.firstMs),
      lastMs: span && Number(span.lastMs),
      lastRefusedMs: last && Number(last.lastMs),
    };
  });
}

/** Fills a book for questions only: every channel may have readings at any time, which costs no look at them. */
export const loadBookToAsk = (store: Store, declared: Declared): Promise<Book> =>
  filledBook(store, declared, () => anyTime);

const anyTime = { firstMs: 0, lastMs: foreverMs, lastRefusedMs: foreverMs };

async function filledBook(
  store: Store,
  declared: Declared,
  boundsOfChannel: (channelId: string) => Pick<Channel, "firstMs" | "lastMs" | "lastRefusedMs">,
): Promise<Book> {
  const book = openBook();
  book.declare(declared);
  const names = await store.rows<ChannelRow>({
    text: "SELECT channelId, factory, channel, maxCoversSeconds FROM channels FINAL",
  });
  for (const { channelId, factory, channel, maxCoversSeconds } of names) {
    book.put({
      factory,
      channel,
      channelId: BigInt(channelId),
      idText: channelId,
      ...declared.of(factory, channel),
      ...boundsOfChannel(channelId),
      longestCoverMs: maxCoversSeconds * 1000,
    });
  }
  return book;
}

async function boundsOf(store: Store, table: "readings" | "refusals"): Promise<ReadonlyMap<string, BoundsRow>> {
  const rows = await store.rows<BoundsRow>({
    text: `SELECT channelId, toUnixTimestamp64Milli(min(at)) AS firstMs, toUnixTimestamp64Milli(max(at)) AS lastMs
      FROM ${table} GROUP BY channelId`,
  });
  return new Map(rows.map((row) => [row.channelId, row]));
}
