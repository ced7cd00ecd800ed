import { refuse } from "../refuse.ts";
import type { Caller } from "./caller.ts";
import { type Role, roles } from "./roles.ts";

/** Who may ask something: holders of one of the roles, an operator always; or anybody, which is for probes. */
export type Access = Rule | "anybody";

interface Rule {
  readonly roles: readonly Role[];
  /**
   * "own factories": the answer depends on whose factories are asked about, which the handler sees to by `caller.factories`; one
   * that answers without a look at them is a bug. "no factory": nothing in it is of any factory.
   */
  readonly of: "own factories" | "no factory";
}

export const ownFactories = (...of: readonly Role[]): Access => ({ roles: of, of: "own factories" });
export const noFactory = (...of: readonly Role[]): Access => ({ roles: of, of: "no factory" });
/** Whoever has a token, for what is of no factory. */
export const anyRole: Access = noFactory(...roles);

/** A caller who was let in. */
export interface Admission {
  readonly caller: Caller;
  /** Throws when the handler has answered of factories without a look at whose they are: a hole, so nothing is answered. */
  readonly checked: () => void;
}

/** Lets a caller in, or refuses with 403: the role is another. */
export function admit(access: Access, caller: Caller): Admission {
  if (access === "anybody") return { caller, checked: () => undefined };
  if (!caller.roles.some((role) => role === "operator" || access.roles.includes(role))) {
    const message = `The token "${caller.name}" has the role ${caller.roles.join(", ")}, and this is for ${[...access.roles, "operator"].join(", ")}: ask with such a token.`;
    throw refuse({ status: 403, code: "other-role", message });
  }
  if (access.of === "no factory") return { caller, checked: () => undefined };
  let isLookedAt = false;
  return {
    caller: {
      name: caller.name,
      roles: caller.roles,
      get factories() {
        isLookedAt = true;
        return caller.factories;
      },
    },
    checked: () => {
      if (!isLookedAt) throw new TypeError("An answer of factories was given without a look at whose they are.");
    },
  };
}
