import type { PlantModel as Model } from "@celadon/activity-to-inventory";
import type { PlantModel } from "@celadon/proto";
import { didYouMean } from "@celadon/quantity";
import { refuse, type Store } from "@celadon/runtime";
import type { Book } from "../book.ts";
import type { Channel } from "../channel.ts";
import { modelOf } from "../read-model.ts";

export interface QueryPorts {
  readonly store: Store;
  readonly book: Book;
}

/** Which factories, channels and time a query is about. Nothing given means everything. */
export interface Scope {
  readonly factory?: string | undefined;
  readonly channel?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** The channels of a scope, by factory and name. A name nobody knows is refused, with those that are near. */
export function channelsOf(book: Book, { factory, channel }: Scope): readonly Channel[] {
  const all = [...book.channels.values()];
  if (factory !== undefined && !all.some((one) => one.factory === factory)) {
    const known = new Set(all.map((one) => one.factory));
    const message = `No factory is called "${factory}".${didYouMean(factory, known)}`;
    throw refuse({ status: 404, code: "unknown-factory", message });
  }
  const within = all.filter((one) => factory === undefined || one.factory === factory);
  if (channel !== undefined && !within.some((one) => one.channel === channel)) {
    const known = new Set(within.map((one) => one.channel));
    const message = `No channel is called "${channel}".${didYouMean(channel, known)}`;
    throw refuse({ status: 404, code: "unknown-channel", message });
  }
  const order = (a: Channel, b: Channel) =>
    a.factory === b.factory ? Number(a.channel > b.channel) * 2 - 1 : Number(a.factory > b.factory) * 2 - 1;
  return within.filter((one) => channel === undefined || one.channel === channel).sort(order);
}

/** Versions of a factory's model, the earliest first. */
export const versionsOf = (book: Book, factory: string): readonly PlantModel[] =>
  book.declared.models
    .filter((model) => model.factory === factory)
    .sort((a, b) => Number(a.effectiveFromMs - b.effectiveFromMs));

/** The model in force at an instant; before the first version, the first one. */
export function modelAt(book: Book, factory: string, atMs: number): Model | undefined {
  const versions = versionsOf(book, factory);
  const version = versions.findLast(({ effectiveFromMs }) => Number(effectiveFromMs) <= atMs) ?? versions[0];
  return version && modelOf(version);
}

/** The clock a factory's instants are shown on: its model's, or UTC while it has none. */
export const zoneOf = (book: Book, factory: string): string =>
  modelAt(book, factory, Number.MAX_SAFE_INTEGER)?.timeZone ?? "UTC";
