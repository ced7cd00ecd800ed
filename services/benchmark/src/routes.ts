import {
  isIndicatorName,
  type MonthSpan,
  monthBorders,
  readMonthSpan,
  type Scheme,
  unknownIndicator,
} from "@celadon/footprint-to-ranking";
import type { PeerKey } from "@celadon/proto";
import { bodyText, type Caller, ownFactories, type Routes, refuse, type Store } from "@celadon/runtime";
import { assessFactory } from "./assessment/assess-factory.ts";
import { assessmentJson } from "./assessment/assessment-json.ts";
import { readAssessmentBody } from "./assessment/read-assessment-body.ts";
import { indicatorJson } from "./indicator-json.ts";
import { knownFactories } from "./known-factories.ts";
import { listIndicators } from "./list-indicators.ts";
import { rankPeersFor } from "./rank-peers-for.ts";
import { rankingJson } from "./ranking-json.ts";
import { factoriesFor } from "./seen-by.ts";
import { unknownFactory } from "./unknown-factory.ts";

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface BenchmarkPorts {
  readonly store: Store;
  /** Waits until indicators reflect what was announced before the call; false when that takes too long. */
  readonly caughtUp: () => Promise<boolean>;
  /** What factories are assessed by, the usual one first. */
  readonly schemes: readonly Scheme[];
}

const comparing = { config: { access: ownFactories("reader", "engineer", "assessor") } };

/** What the benchmark answers over HTTP: indicators, rankings among peers, and assessments by a scheme. */
export const benchmarkRoutes =
  ({ store, caughtUp, schemes }: BenchmarkPorts): Routes =>
  (app) => {
    app.get<{ Querystring: Query }>("/v1/indicators", comparing, async ({ query, caller }) => {
      const months = monthsOf(query["period"]);
      const [named, names] = [listOf(query["factory"]), listOf(query["by"])];
      const strange = names.find((name) => !isIndicatorName(name));
      if (strange !== undefined) throw bad("unknown-indicator", unknownIndicator(strange));
      const borders = months === undefined ? undefined : monthBorders(months);
      await caughtUp();
      const found = await listIndicators(store, {
        factories: factoriesFor(caller, named),
        names,
        // Months begin on each plant's own clock, at most 14 hours before UTC's and 12 behind.
        fromMs: borders === undefined ? undefined : borders.fromMs - 14 * hourMs,
        toMs: borders === undefined ? undefined : borders.toMs + 12 * hourMs,
      });
      if (found.length === 0 && named.length > 0) await refuseUnknown(store, caller, named);
      return found.map(indicatorJson);
    });
    app.get<{ Querystring: Query }>("/v1/rankings", comparing, async ({ query, caller }) => {
      const question = {
        productGroup: textOf("productGroup", query["productGroup"]),
        declaredUnit: textOf("declaredUnit", query["declaredUnit"]),
        boundary: textOf("boundary", query["boundary"]),
        keys: listOf(query["key"]).map(keyOf),
        population: populationOf(textOf("population", query["population"])),
        factories: listOf(query["factory"]),
        indicator: textOf("by", query["by"]) || "footprint",
        months: monthsOf(query["period"]),
      };
      await caughtUp();
      return rankingJson(await rankPeersFor(caller, store, question));
    });
    const assessment = async (
      { query, caller }: { readonly query: Query; readonly caller: Caller },
      body: { readonly scheme?: string; readonly answers?: string },
    ) => {
      const name = textOf("scheme", query["scheme"]);
      const question = {
        caller,
        factory: textOf("factory", query["factory"]),
        product: textOf("product", query["product"]),
        months: monthsOf(query["period"]),
        scheme: body.scheme === undefined ? { name } : { text: body.scheme },
        answers: body.answers === undefined ? [] : { text: body.answers },
      };
      await caughtUp();
      return assessmentJson(await assessFactory(store, schemes, question));
    };
    app.get<{ Querystring: Query }>("/v1/assessments", comparing, (request) => assessment(request, {}));
    // Nothing is stored: the body holds a scheme of the asker's own, or answers, which an address has no room for.
    app.post<{ Querystring: Query }>("/v1/assessments", comparing, async (request) =>
      assessment(request, readAssessmentBody(await bodyText(request.raw, 4 * mebibyte))),
    );
  };

/** Of a name that nobody knows an empty list would say that there is nothing yet. */
async function refuseUnknown(store: Store, caller: Caller, named: readonly string[]): Promise<void> {
  const known = await knownFactories(store);
  const stranger = named.find((name) => !known.includes(name));
  if (stranger !== undefined) throw unknownFactory(stranger, known, caller);
}

const mebibyte = 1_048_576;

const hourMs = 3_600_000;

const bad = (code: string, message: string) => refuse({ status: 400, code, message });

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

function textOf(name: string, value: string | readonly string[] | undefined): string {
  const [text = "", ...more] = listOf(value);
  if (more.length > 0) throw bad("bad-request", `"${name}" is given ${more.length + 1} times: give it once.`);
  return text;
}

function monthsOf(value: string | readonly string[] | undefined): MonthSpan | undefined {
  const text = textOf("period", value);
  if (text === "") return undefined;
  const months = readMonthSpan(text);
  if (months !== undefined) return months;
  throw bad("bad-period", `"${text}" is no period of whole months: write 2026, 2026-05 or 2025-11..2026-10.`);
}

function keyOf(text: string): PeerKey {
  const at = text.indexOf("=");
  if (at > 0) return { name: text.slice(0, at), value: text.slice(at + 1) };
  throw bad("bad-key", `"${text}" is no key of a group: write name=value, for example "farm rule=none".`);
}

/** Refuses any other population than the two there are. */
export function populationOf(text: string): "" | "simulated" | "real" {
  if (text === "" || text === "simulated" || text === "real") return text;
  throw bad("bad-population", `"${text}" is no population: write "simulated" or "real".`);
}
