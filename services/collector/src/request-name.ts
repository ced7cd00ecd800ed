import { randomUUID } from "node:crypto";
import { type Caller, refuse } from "@celadon/runtime";

/**
 * The name of a new request, under which its sender finds what was refused of it. That of a token bound to factories ends in the
 * token's name, so that whose lines they are is known by the name alone: who writes another name there finds nothing.
 */
export const requestName = ({ name, factories }: Caller): string =>
  factories === "all" ? randomUUID() : `${randomUUID()}.${name}`;

/** Refuses the request of another token; the answer is the same whether there is such a request or not. */
export function refuseOthersRequest({ name, factories }: Caller, request: string): void {
  const [, sender] = /^[^.]*\.(.+)$/s.exec(request) ?? [];
  if (factories === "all" || sender === name) return;
  const message = `Request ${request} was not sent with the token "${name}": ask with the token that sent it.`;
  throw refuse({ status: 403, code: "foreign-request", message });
}
