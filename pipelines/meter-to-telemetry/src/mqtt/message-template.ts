import type { JsonPath } from "./json-path.ts";
import type { TopicFilter } from "./topic-filter.ts";

/** Of when a message is: its arrival, or what stands in it, in this form. */
export type TemplateTime =
  | "received"
  | {
      readonly at: JsonPath;
      /** `iso` has its offset; a pattern such as `YYYY-MM-DD HH:mm:ss` is local to the zone. */
      readonly form: "epoch-ms" | "epoch-s" | "iso" | { readonly pattern: string; readonly zone: string };
    };

/** One reading of a message, or with `keysOf` as many as an object has members. */
export interface ReadingTemplate {
  /** With `{level}` and `{key}` for what the topic and the key say. */
  readonly channel: string;
  /** Undefined: the element itself. */
  readonly value?: JsonPath;
  readonly keysOf?: JsonPath;
  /** Keys of `keysOf` that are no values. */
  readonly except: readonly string[];
  /** Texts that stand for no reading, such as -99. */
  readonly noReading: readonly string[];
  /** Stored code; 0 for the channel's own. */
  readonly unitCode: number;
  readonly coversSeconds: number;
  /** Rounded to so many, half away from zero; undefined: a finer value is refused. */
  readonly decimals?: number;
  readonly quality?: {
    readonly at: JsonPath;
    /** Code by what stands there; `none` where that means that there is no reading. */
    readonly words: ReadonlyMap<string, number | "none">;
  };
}

/** How the messages of a topic are read: declared, never guessed. */
export interface MessageTemplate {
  readonly topic: TopicFilter;
  readonly time: TemplateTime;
  /** A list, each element of which is read; undefined: the message is the one element. */
  readonly each?: JsonPath;
  /** Whether `true` stands here marks the readings as sent from memory. */
  readonly backfill?: JsonPath;
  readonly readings: readonly ReadingTemplate[];
}
