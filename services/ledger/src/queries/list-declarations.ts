import type { Declaration } from "@celadon/proto";
import { reaches } from "@celadon/runtime";
import type { Book } from "../book.ts";
import type { Scope } from "./scope.ts";

/** The declared facts of a scope as they stand, withdrawals among them, by factory, channel, instant and key. */
export const listDeclarations = (
  { declared }: Book,
  { factory, channels = [], within: factories = "all" }: Pick<Scope, "factory" | "channels" | "within">,
): readonly Declaration[] =>
  declared.facts
    .filter((fact) => reaches({ factories }, fact.factory))
    .filter((fact) => factory === undefined || fact.factory === factory)
    .filter((fact) => channels.length === 0 || channels.includes(fact.channel))
    .toSorted(compareFacts);

type Key = Pick<Declaration, "factory" | "channel" | "atMs" | "key">;

/** The order of the list. */
export const compareFacts = (a: Key, b: Key): number =>
  compared(a.factory, b.factory) ||
  compared(a.channel, b.channel) ||
  compared(a.atMs, b.atMs) ||
  compared(a.key, b.key);

const compared = <T extends string | bigint>(a: T, b: T): number => Number(a > b) - Number(a < b);
