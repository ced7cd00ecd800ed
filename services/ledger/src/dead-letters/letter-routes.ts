import { Readable } from "node:stream";
import { bodyText, jsonArray, ownFactories, placeText, type Routes, refuse, refuseForeign } from "@celadon/runtime";
import type { Wanted } from "./decide.ts";
import { dropLetter } from "./drop-letter.ts";
import { foundLetterJson, letterJson } from "./letter-json.ts";
import { letterOf } from "./letter-of.ts";
import { readState } from "./letter-state.ts";
import { listLetters } from "./list-letters.ts";
import { type LetterPorts, replayLetter } from "./replay-letter.ts";

const bodyBytesMax = 65_536;

/** The bytes of a letter are as private as the readings in them, and to replay one changes figures. */
const deciding = { config: { access: ownFactories("engineer") } };

/** Dead letters over HTTP: list, look into one, replay, drop. */
export const letterRoutes =
  (ports: LetterPorts): Routes =>
  (app) => {
    app.get("/v1/dead-letters", deciding, async ({ query, caller }, reply) => {
      const { factory, reason, state } = query as Readonly<Record<string, string | undefined>>;
      if (factory !== undefined) refuseForeign(caller, factory);
      const scope = { factory, reason, state: readState(state ?? ""), within: caller.factories };
      reply.type("application/json; charset=utf-8");
      // The first row is asked for before the answer begins, so that a refusal still is one.
      return Readable.from(await jsonArray(asJson(listLetters(ports.store, scope))));
    });
    app.get<One>("/v1/dead-letters/:origin", deciding, async ({ params, caller }) =>
      foundLetterJson(await letterOf(ports.store, params.origin, caller)),
    );
    app.post<One>("/v1/dead-letters/:origin/replay", deciding, async ({ params, query, raw, caller }) => {
      const { letter, changed, place } = await replayLetter(await wantedIn(params, query, raw), caller, ports);
      return { ...letterJson(letter), changed, ...(place === undefined ? {} : { position: placeText(place) }) };
    });
    app.post<One>("/v1/dead-letters/:origin/drop", deciding, async ({ params, query, raw, caller }) => {
      const { letter, changed } = await dropLetter(await wantedIn(params, query, raw), caller, ports);
      return { ...letterJson(letter), changed };
    });
  };

interface One {
  Params: { origin: string };
}

async function* asJson(letters: ReturnType<typeof listLetters>): AsyncGenerator<ReturnType<typeof letterJson>> {
  for await (const letter of letters) yield letterJson(letter);
}

/** Who and why stand in the query or, as JSON, in the body. */
async function wantedIn({ origin }: One["Params"], query: unknown, body: AsyncIterable<Uint8Array>): Promise<Wanted> {
  const text = await bodyText(body, bodyBytesMax);
  const said = { ...(query as Readonly<Record<string, unknown>>), ...(text === "" ? {} : objectIn(text)) };
  const [who, why] = [said["who"], said["why"]].map((one) => (typeof one === "string" ? one : ""));
  return { origin, who: who as string, why: why as string }; // both were just made text
}

function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refuse({ status: 400, code: "bad-json", message: "The body must be one JSON object." });
}
