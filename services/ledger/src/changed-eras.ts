import type { Declaration, PlantModel } from "@celadon/proto";
import { coverReachMs, type Era, longestSliceMs, type People, type Touched } from "@celadon/telemetry-to-activity";
import type { Book } from "./book.ts";
import type { Change } from "./change.ts";
import type { Channel } from "./channel.ts";
import type { Declared } from "./declared.ts";

/**
 * Puts what is declared now into the book, and returns the channels for which it makes a difference; for those that have
 * readings also the change: from the first instant that differs, as far as the difference can reach. A new model version that says the same of a channel changes nothing.
 */
export function changedEras(
  book: Book,
  declared: Declared,
  models: readonly PlantModel[],
  declarations: readonly Declaration[],
): { readonly channels: readonly Channel[]; readonly changes: readonly Change[] } {
  book.declare(declared);
  const factories = new Set([...models, ...declarations].map(({ factory }) => factory));
  const channels: Channel[] = [];
  const changes: Change[] = [];
  for (const factory of factories) {
    for (const name of declared.channelsOf(factory)) {
      const known = book.find(factory, name);
      const channel = known ?? book.name(factory, name);
      if (known === undefined && channel !== undefined) channels.push(channel);
    }
    for (const before of book.ofFactory(factory)) {
      const next = declared.of(before.factory, before.channel);
      const difference = differenceOf(before, next);
      if (difference === undefined) continue;
      const now = { ...before, ...next };
      book.put(now);
      book.tails.delete(now.idText);
      channels.push(now);
      if (before.lastMs === undefined || before.firstMs === undefined) continue; // no readings yet, so no windows
      const reachMs = Math.min(difference.fromMs, before.lastMs) - coverReachMs(before);
      const fromMs = Math.floor(reachMs / longestSliceMs) * longestSliceMs; // slices of another length may have begun before
      changes.push({ before: now, now, touched: { fromMs, toMs: Math.min(difference.toMs, before.lastMs) } });
    }
  }
  return { channels, changes };
}

type State = { readonly eras: readonly Era[]; readonly people: People };

/** Where two states differ: what people said of a stretch ends with it, an era may change everything behind its border. */
function differenceOf(a: State, b: State): Touched | undefined {
  const eras = onlyInOne(a.eras, b.eras).map(({ fromMs }) => ({ fromMs, toMs: Number.POSITIVE_INFINITY }));
  const people = onlyInOne(a.people, b.people).map(({ fromMs, toMs }) => ({ fromMs, toMs }));
  const all = [...eras, ...people];
  if (all.length === 0) return undefined;
  return { fromMs: Math.min(...all.map((one) => one.fromMs)), toMs: Math.max(...all.map((one) => one.toMs)) };
}

function onlyInOne<T extends Era | People[number]>(a: readonly T[], b: readonly T[]): readonly T[] {
  const [before, after] = [a, b].map((list) => new Set(list.map(textOf)));
  return [
    ...a.filter((one) => after?.has(textOf(one)) === false),
    ...b.filter((one) => before?.has(textOf(one)) === false),
  ];
}

/** Equal content, equal text: eras hold big integers, and a map of ratios that follows from the unit. */
const textOf = (one: Era | People[number]): string =>
  JSON.stringify(one, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
