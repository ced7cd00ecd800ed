import { bodyText, ownFactories, type Routes, refuse, type Store } from "@celadon/runtime";
import { decideStation } from "./decide-station.ts";
import { type NamedStation, type SeenOf, stationList } from "./station-list.ts";

const bodyBytesMax = 65_536;
const deciding = { config: { access: ownFactories("engineer") } };

interface One {
  Params: { mn: string };
}

export interface StationPorts {
  readonly store: Store;
  readonly now: () => number;
  /** Those of the meters file of this process. */
  readonly ofFile: readonly NamedStation[];
  readonly seenOf?: SeenOf;
}

/** Stations over HTTP: list them, adopt one that nobody knows, or say that it does not matter. */
export const stationRoutes =
  ({ store, now, ofFile, seenOf }: StationPorts): Routes =>
  (app) => {
    app.get("/v1/stations", deciding, async ({ caller }) => stationList(store, ofFile, caller, seenOf));
    for (const [verb, decision] of [
      ["adopt", "adopted"],
      ["ignore", "ignored"],
    ] as const) {
      app.post<One>(`/v1/stations/:mn/${verb}`, deciding, async ({ params, query, raw, caller }) => {
        const said = await saidIn(query, raw);
        const [factory, name] = decision === "adopted" ? [said("factory"), said("name")] : ["", ""];
        const wanted = { mn: params.mn, decision, factory, name, who: said("who"), why: said("why") };
        await decideStation(wanted, { store, ofFile, caller, nowMs: now() });
        return (await stationList(store, ofFile, caller, seenOf)).find(({ mn }) => mn === params.mn);
      });
    }
  };

/** What stands in the query or, as JSON, in the body. */
async function saidIn(query: unknown, body: AsyncIterable<Uint8Array>): Promise<(name: string) => string> {
  const text = await bodyText(body, bodyBytesMax);
  const said = { ...(query as Readonly<Record<string, unknown>>), ...(text === "" ? {} : objectIn(text)) };
  return (name) => {
    const value = said[name];
    return typeof value === "string" ? value : "";
  };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refuse({ status: 400, code: "bad-json", message: "The body must be one JSON object." });
}
