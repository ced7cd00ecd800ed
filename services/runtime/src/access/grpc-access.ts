import type { ServerMiddleware } from "nice-grpc";
import { type Access, admit, anyRole } from "./access.ts";
import type { Caller } from "./caller.ts";
import type { Guard } from "./guard.ts";

/** What a call's handler knows besides the request. */
export interface Asked {
  readonly caller: Caller;
}

/** Services that are not ours: health is a probe, and whoever has a token may see the contracts. */
const others: readonly (readonly [path: string, Access])[] = [
  ["/grpc.health.v1.Health/", "anybody"],
  ["/grpc.reflection.", anyRole],
];

/**
 * Asks before every call who is there and whether they may, by the rule of its method. In a stream it asks again with each message
 * either way: a token that has ended or was revoked ends its streams.
 */
export const grpcAccess = (guard: Guard, rules: ReadonlyMap<string, Access>): ServerMiddleware<Asked> =>
  async function* admitCallers(call, context) {
    const { path } = call.method;
    const access = rules.get(path) ?? others.find(([begins]) => path.startsWith(begins))?.[1];
    if (access === undefined) throw new TypeError(`The call ${path} has no rule who may ask.`);
    const from = context.peer.replace(/:\d+$/, "");
    const admitted = () =>
      access === "anybody"
        ? admit(access, nobody)
        : admit(access, guard.callerOf(context.metadata.get("authorization"), from));
    const { caller, checked } = admitted();
    const request = call.requestStream ? each(call.request, admitted) : call.request;
    if (!call.responseStream) {
      const response = yield* call.next(request, { ...context, caller });
      checked();
      return response;
    }
    for await (const response of call.next(request, { ...context, caller })) {
      admitted();
      checked();
      yield response;
    }
    return undefined;
  };

const nobody: Caller = { name: "anybody", roles: [], factories: [] };

async function* each<Item>(items: AsyncIterable<Item>, check: () => void): AsyncGenerator<Item> {
  for await (const item of items) {
    check();
    yield item;
  }
}
