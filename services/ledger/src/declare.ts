import type { Declaration } from "@celadon/proto";
import { readInstant, uuid5 } from "@celadon/quantity";
import { refuse } from "@celadon/runtime";
import { type DeclarePorts, storeFact } from "./store-fact.ts";

/** A declaration as people write it; instants and decimals are text. */
export interface DeclarationRequest {
  readonly factory?: unknown;
  readonly channel?: unknown;
  readonly at?: unknown;
  readonly to?: unknown;
  readonly kind?: unknown;
  readonly closing?: unknown;
  readonly opening?: unknown;
  readonly multiplier?: unknown;
  readonly modulus?: unknown;
  readonly who?: unknown;
  readonly why?: unknown;
  readonly key?: unknown;
}

const declarationKinds = ["accept", "reject", "reset", "replacement", "multiplier", "withdraw"] as const;

const bad = (message: string) => refuse({ status: 400, code: "bad-declaration", message });

function textOf(request: DeclarationRequest, name: keyof DeclarationRequest): string {
  const value = request[name];
  if (typeof value !== "string" || value === "") throw bad(`"${name}" must be given, as text.`);
  return value;
}

function instantOf(request: DeclarationRequest, name: "at" | "to"): number {
  const text = textOf(request, name);
  const atMs = readInstant(text);
  if (atMs === undefined) {
    throw bad(`"${name}" is "${text}", which is no date and time with its offset: write 2026-01-31T08:00:00+08:00.`);
  }
  return atMs;
}

/** A register or ratio, as text; whether it is a decimal is said with all other faults. */
function registerOf(request: DeclarationRequest, name: "closing" | "opening" | "multiplier" | "modulus") {
  return request[name] === undefined ? undefined : textOf(request, name);
}

function needed<T>(value: T | undefined, name: string, kind: string): T {
  if (value === undefined) throw bad(`A declaration of kind "${kind}" needs "${name}".`);
  return value;
}

/** What a register shows after a reset, where nothing else is said. */
const afterReset = "0";

function factOf(request: DeclarationRequest, kind: string, atMs: number): Declaration["fact"] {
  const toMs = BigInt(request.to === undefined ? atMs + 1 : instantOf(request, "to"));
  const [closing, opening] = [registerOf(request, "closing"), registerOf(request, "opening")];
  const [multiplier, modulus] = [registerOf(request, "multiplier"), registerOf(request, "modulus")];
  switch (kind) {
    case "accept":
      return { $case: "acceptance", value: { toMs } };
    case "reject":
      return { $case: "rejection", value: { toMs } };
    case "reset":
      return { $case: "registerReset", value: { closing, opening: opening === undefined ? afterReset : opening } };
    case "replacement":
      return {
        $case: "meterReplacement",
        value: { closing, opening: needed(opening, "opening", kind), multiplier, modulus },
      };
    case "multiplier":
      return { $case: "multiplierChange", value: { multiplier: needed(multiplier, "multiplier", kind) } };
    case "withdraw":
      return { $case: "withdrawal", value: {} };
    default:
      throw bad(`"kind" is "${kind}", and must be one of ${declarationKinds.join(", ")}.`);
  }
}

/**
 * Stores one declared fact as people write it. Resolves when it is durable and the windows it touches are current. Without a
 * key the fact is known by its factory, channel, kind and instant, so declaring it again corrects it.
 */
export async function declare(request: DeclarationRequest, ports: DeclarePorts): Promise<Declaration> {
  const { bookNow, now } = ports;
  const [factory, channel, kind] = [textOf(request, "factory"), textOf(request, "channel"), textOf(request, "kind")];
  const atMs = kind === "withdraw" && request.at === undefined ? 0 : instantOf(request, "at");
  const key =
    request.key === undefined && kind !== "withdraw"
      ? uuid5(`declaration ${factory}/${channel}/${kind}/${atMs}`)
      : textOf(request, "key");
  const earlier = (await bookNow()).declared.facts.find((fact) => fact.factory === factory && fact.key === key);
  const declaration: Declaration = {
    factory,
    channel,
    key,
    revision: earlier === undefined ? 0 : earlier.revision + 1,
    atMs: earlier !== undefined && kind === "withdraw" ? earlier.atMs : BigInt(atMs),
    fact: factOf(request, kind, atMs),
    who: textOf(request, "who"),
    declaredMs: BigInt(now()),
    why: textOf(request, "why"),
  };
  await storeFact(declaration, ports);
  return declaration;
}
