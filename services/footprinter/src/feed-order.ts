import { readPlace } from "@celadon/runtime";

/** How a feed counts what it hears: every event has a number, numbers never fall, and a text says one of them to watchers. */
export interface FeedOrder {
  /** From here on everything was heard. */
  readonly first: number;
  /** The number of an event, given its own position and the number of the one before. */
  readonly numberOf: (position: string, last: number) => number;
  readonly textOf: (number: number) => string;
  /** Undefined: another feed's text. Refuses what is no position. */
  readonly numberIn: (text: string) => number | undefined;
  /** The group under which the feed follows its topic; shared: one of this process alone, which begins with what comes now. */
  readonly group: string;
  readonly isShared: boolean;
}

/** By the place of the readings in a log of one partition: then a watcher can name the place that ingest gave it. */
export const byPosition = (first: number): FeedOrder => ({
  first,
  numberOf: (position, last) => (position === "" ? last : (readPlace(position)?.position ?? last)),
  textOf: (number) => `0:${number}`,
  numberIn: (text) => readPlace(text)?.position,
  group: "feed",
  isShared: false,
});

/** By arrival in this process, where places of many partitions have no order among them. `feed` tells its texts from others'. */
export const byArrival = (feed: string): FeedOrder => ({
  first: 0,
  numberOf: (_position, last) => last + 1,
  textOf: (number) => `${feed}:${number}`,
  numberIn: (text) => {
    const at = text.lastIndexOf(":");
    const number = Number(text.slice(at + 1));
    return text.slice(0, at) === feed && Number.isSafeInteger(number) ? number : undefined;
  },
  group: `feed-${feed}`,
  isShared: true,
});
