import { arrayElements } from "./array-elements.ts";
import type { Scope } from "./scope-options.ts";
import { ask, type Service } from "./service.ts";

interface Timed {
  readonly factory: string;
  readonly channel: string;
  readonly localAt?: string;
  readonly localStart?: string;
}

/** What to say of an empty list: where a time was asked for, when the first there is begins; else `none`. */
export async function noneInTime(
  service: Service,
  path: string,
  { factory, channel, from, to }: Scope,
  none: string,
): Promise<string> {
  if (from === undefined && to === undefined) return none;
  const response = await ask(service, { path, query: { factory, channel } });
  const list = arrayElements(response.setEncoding("utf8")) as AsyncGenerator<Timed>; // what the interface promises
  const { value: first } = await list.next();
  response.destroy();
  if (first === undefined) return none;
  const at = (first as Timed).localAt ?? (first as Timed).localStart;
  return `Nothing in that time: of ${first.factory}, ${first.channel} the first is of ${at}. Without --from and --to all of it is listed.`;
}
