import { type Declaration, TelemetryRecord, topics } from "@celadon/proto";
import { readDecimal, readInstant, uuid5 } from "@celadon/quantity";
import { type EventLog, refuse } from "@celadon/runtime";
import type { Book } from "./book.ts";
import { channelsOf } from "./queries/scope.ts";

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

export const declarationKinds = ["accept", "reject", "reset", "replacement", "multiplier", "withdraw"] as const;

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

/** A register or ratio: plain decimal, at most six places, none below zero. */
function registerOf(request: DeclarationRequest, name: "closing" | "opening" | "multiplier" | "modulus") {
  const value = request[name];
  if (value === undefined) return undefined;
  const number = typeof value === "string" ? readDecimal(value) : undefined;
  if (number === undefined || number.isNegative() || number.decimalPlaces() > 6) {
    throw bad(`"${name}" is "${String(value)}": write a plain decimal of at most six places, for example "84212.5".`);
  }
  return number.toFixed();
}

function needed<T>(value: T | undefined, name: string, kind: string): T {
  if (value === undefined) throw bad(`A declaration of kind "${kind}" needs "${name}".`);
  return value;
}

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
      return { $case: "registerReset", value: { closing, opening: opening ?? "0" } };
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
 * Stores one declared fact. Resolves when it is durable and the windows it touches are current. Without a key the fact is
 * known by its factory, channel, kind and instant, so declaring it again corrects it.
 */
export async function declare(
  request: DeclarationRequest,
  { log, book, now }: { readonly log: EventLog; readonly book: Book; readonly now: () => number },
): Promise<Declaration> {
  const [factory, channel, kind] = [textOf(request, "factory"), textOf(request, "channel"), textOf(request, "kind")];
  channelsOf(book, { factory, channel });
  const atMs = kind === "withdraw" && request.at === undefined ? 0 : instantOf(request, "at");
  const key =
    request.key === undefined && kind !== "withdraw"
      ? uuid5(`declaration ${factory}/${channel}/${kind}/${atMs}`)
      : textOf(request, "key");
  const earlier = book.declared.facts.find((fact) => fact.factory === factory && fact.key === key);
  if (kind === "withdraw" && earlier === undefined) {
    throw refuse({
      status: 404,
      code: "unknown-declaration",
      message: `No declaration of "${factory}" has the key ${key}.`,
    });
  }
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
  const bytes = TelemetryRecord.encode({ record: { $case: "declaration", value: declaration } }).finish();
  await log.publish(topics.telemetry.name, factory, bytes);
  return declaration;
}
