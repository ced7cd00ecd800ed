import { didYouMean, readInstant } from "@celadon/quantity";
import { bodyText, type Caller, ownFactories, type Routes, reaches, refuse, refuseForeign } from "@celadon/runtime";
import type { Book } from "../book.ts";
import type { DeclarePorts } from "../store-fact.ts";
import { declareLots } from "./declare-lots.ts";
import { lotRow } from "./lot-row.ts";
import { readLots } from "./read-lots.ts";
import { standingLots, type WantedLots } from "./standing-lots.ts";

const mebibyte = 1_048_576;

/** Who sees footprints sees which lots they are of. */
const seeing = { config: { access: ownFactories("reader", "engineer", "assessor", "issuer") } };
const changing = { config: { access: ownFactories("engineer") } };

/** Lots over HTTP: declare, correct and take back; list. */
export const lotRoutes =
  (ports: DeclarePorts): Routes =>
  (app) => {
    app.get("/v1/lots", seeing, async ({ query, caller }) => {
      const book = await ports.bookNow();
      const wanted = wantedOf(query, caller);
      refuseUnknown(book, wanted, caller);
      return standingLots(book, wanted).map((lot) => lotRow(lot, book));
    });
    app.post("/v1/lots", changing, async ({ raw, caller }) => {
      const lots = readLots(objectOf(await bodyText(raw, mebibyte)));
      for (const { factory } of lots) refuseForeign(caller, factory);
      const done = await declareLots(lots, ports);
      const book = await ports.bookNow();
      return { stored: done.stored, unchanged: done.unchanged, lots: done.lots.map((lot) => lotRow(lot, book)) };
    });
  };

function wantedOf(query: unknown, caller: Caller): WantedLots {
  const { factory, product, from, to } = query as Readonly<Record<string, string | undefined>>;
  if (factory !== undefined) refuseForeign(caller, factory);
  const [fromMs, toMs] = Object.entries({ from, to }).map(([name, text]) => instantOf(name, text));
  return { factory, product, fromMs, toMs, within: caller.factories };
}

function instantOf(name: string, text: string | undefined): number | undefined {
  const atMs = text === undefined ? undefined : readInstant(text);
  if (text === undefined || atMs !== undefined) return atMs;
  const message = `"${name}" is "${text}", which is no date and time with its offset: write 2026-01-31T08:00:00+08:00.`;
  throw refuse({ status: 400, code: "bad-instant", message });
}

/** An empty list of lots would say of a slip that there are none yet. */
function refuseUnknown({ declared }: Book, { factory }: WantedLots, caller: Pick<Caller, "factories">): void {
  const known = new Set(declared.models.map((model) => model.factory).filter((name) => reaches(caller, name)));
  if (factory === undefined || known.has(factory)) return;
  const message = `No plant model of "${factory}" is applied.${didYouMean(factory, known)}`;
  throw refuse({ status: 404, code: "unknown-plant", message });
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refuse({ status: 400, code: "bad-json", message: "The body must be one JSON object." });
}
