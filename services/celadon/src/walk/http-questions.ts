import type { Known } from "./known.ts";

/** How a route is asked about the mill. */
export interface HttpQuestion {
  readonly path: string;
  readonly body?: string;
  /** Whether what it answers belongs to a factory: then the token of another one is refused. */
  readonly isOwn: boolean;
  /** The same without a factory: it answers whoever may ask, and tells the token of another factory nothing of the mill. */
  readonly unfiltered?: string;
}

const own = (path: string, body?: string): HttpQuestion => ({
  path,
  isOwn: true,
  ...(body === undefined ? {} : { body }),
});
const list = (path: string, query = "factory=mill"): HttpQuestion => ({
  path: `${path}${path.includes("?") ? "&" : "?"}${query}`,
  isOwn: true,
  unfiltered: path,
});
/** Nothing to name the mill by: it answers of whatever is the caller's. */
const overview = (path: string): HttpQuestion => ({ path, isOwn: false, unfiltered: path });
const common = (path: string, body?: string): HttpQuestion => ({ ...own(path, body), isOwn: false });

/** An instant at which a reading of the mill stands. */
const readingAt = "2025-01-01T16:00:00Z";
const rebuild = "6f1c54de-90f5-4f44-a7d0-6f3a3a0b3a51";

/** Every route there is, in the order they are asked in: what ends a thing comes last. */
export const httpQuestions = ({ footprint, certificate, credential, request, plant, letters, line, folder }: Known) =>
  ({
    "POST /v1/readings": own("/v1/readings", line),
    "GET /v1/requests/:id/refused": own(`/v1/requests/${request}/refused`),
    "GET /v1/stations": overview("/v1/stations"),
    "POST /v1/stations/:mn/adopt": own(
      "/v1/stations/ABC/adopt",
      JSON.stringify({ factory: "mill", name: "outfall", who: "Li", why: "walk" }),
    ),
    "POST /v1/stations/:mn/ignore": own("/v1/stations/ABC/ignore", JSON.stringify({ who: "Li", why: "walk" })),
    "GET /v1/readings": list("/v1/readings?channel=kwh"),
    "GET /v1/activity": list("/v1/activity?channel=kwh"),
    "GET /v1/meters": list("/v1/meters"),
    "GET /v1/quarantine": list("/v1/quarantine"),
    "GET /v1/quarantine/reading": own(
      `/v1/quarantine/reading?${new URLSearchParams({ factory: "mill", channel: "kwh", at: readingAt })}`,
    ),
    "GET /v1/dead-letters": list("/v1/dead-letters"),
    "GET /v1/dead-letters/:origin": own(`/v1/dead-letters/${letters.http[0]}`),
    "POST /v1/dead-letters/:origin/replay": own(`/v1/dead-letters/${letters.http[0]}/replay?who=Li&why=again`, ""),
    "POST /v1/dead-letters/:origin/drop": own(
      `/v1/dead-letters/${letters.http[1]}/drop`,
      JSON.stringify({ who: "Li", why: "a test" }),
    ),
    "GET /v1/plants": list("/v1/plants"),
    "GET /v1/plants/:factory": own("/v1/plants/mill"),
    "POST /v1/plants/check": common("/v1/plants/check", plant),
    "POST /v1/plants": own("/v1/plants?who=Li&why=again", plant),
    "GET /v1/declarations": list("/v1/declarations"),
    "POST /v1/declarations": own(
      "/v1/declarations",
      JSON.stringify({
        ...{ factory: "mill", channel: "kwh", at: "2025-03-01T00:00:00Z", kind: "accept" },
        ...{ who: "Li", why: "looked at it" },
      }),
    ),
    "GET /v1/lots": list("/v1/lots"),
    "POST /v1/lots": own(
      "/v1/lots",
      JSON.stringify({
        ...{ factory: "mill", who: "Li", why: "shift book" },
        lots: [
          {
            ...{ product: "paper", name: "roll 7", quantity: "1.5", unit: "t" },
            ...{ from: "2025-03-01T00:00:00Z", to: "2025-03-01T05:20:00Z" },
          },
        ],
      }),
    ),
    "POST /v1/rebuilds": own(
      "/v1/rebuilds",
      JSON.stringify({ factory: "mill", key: rebuild, who: "Li", why: "to see it hold" }),
    ),
    "GET /v1/rebuilds/:id": own(`/v1/rebuilds/${rebuild}?factory=mill`),
    "GET /v1/footprints": list("/v1/footprints"),
    "GET /v1/footprints/:id": own(`/v1/footprints/${footprint}`),
    "GET /v1/footprints/:id/explain": own(`/v1/footprints/${footprint}/explain?readings=false`),
    "GET /v1/footprints/:id/sensitivities": own(`/v1/footprints/${footprint}/sensitivities`),
    "GET /v1/footprints/:id/uncertainty": own(`/v1/footprints/${footprint}/uncertainty`),
    "GET /v1/balances": own("/v1/balances?factory=mill"),
    "GET /v1/footprints/:id/lots": own(`/v1/footprints/${footprint}/lots`),
    "POST /v1/footprints/compute": own("/v1/footprints/compute", JSON.stringify({ factory: "mill" })),
    "GET /v1/factors": common("/v1/factors?q=electricity"),
    "GET /v1/factors/:id": common("/v1/factors/nothing"),
    "GET /v1/indicators": list("/v1/indicators"),
    "GET /v1/rankings": list("/v1/rankings?productGroup=paper"),
    "GET /v1/assessments": own("/v1/assessments?factory=mill"),
    "POST /v1/assessments": own("/v1/assessments?factory=mill", "{}"),
    "POST /v1/certificates": own("/v1/certificates", JSON.stringify({ footprint })),
    "GET /v1/certificates": overview("/v1/certificates"),
    "GET /v1/certificates/:id": own(`/v1/certificates/${certificate}`),
    "POST /v1/certificates/verify": common("/v1/certificates/verify", credential),
    "GET /v1/issuer": common("/v1/issuer"),
    "POST /v1/certificates/:id/revoke": own(
      `/v1/certificates/${certificate}/revoke`,
      JSON.stringify({ who: "Li", why: "a test" }),
    ),
    "POST /v1/issuer": common("/v1/issuer", JSON.stringify({ name: "Another" })),
    "GET /v1/status": overview("/v1/status"),
    "GET /": overview("/"),
    "GET /metrics": common("/metrics"),
    "POST /v1/backup": common("/v1/backup", JSON.stringify({ to: `${folder}/backup` })),
  }) as const satisfies Readonly<Record<string, HttpQuestion>>;

/** Nobody has to say who they are to these. */
export const probes = ["GET /live", "GET /ready"] as const;
