import { refuse } from "../refuse.ts";
import type { Role } from "./roles.ts";

/** Who asks. */
export interface Caller {
  /** The name of the token, or "owner" where none is asked for. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Whose data the caller may see and change. */
  readonly factories: Factories;
}

export type Factories = "all" | readonly string[];

/** Whoever reaches an interface that asks for no token: this machine is theirs. */
export const owner: Caller = { name: "owner", roles: ["operator"], factories: "all" };

export const reaches = ({ factories }: Pick<Caller, "factories">, factory: string): boolean =>
  factories === "all" || factories.includes(factory);

/** Refuses a factory that is not the caller's; the answer is the same whether there is such a factory or not. */
export function refuseForeign(caller: Caller, factory: string): void {
  if (reaches(caller, factory)) return;
  const own = caller.factories === "all" ? "all" : caller.factories.map((name) => `"${name}"`).join(", ");
  const message = `The token "${caller.name}" is for ${own} and not for factory "${factory}": ask with a token of that factory.`;
  throw refuse({ status: 403, code: "foreign-factory", message });
}

/** Whether the caller may see figures of factories that are not its own, as who compares them must. */
export const comparesAll = ({ roles }: Caller): boolean => roles.includes("assessor") || roles.includes("operator");
