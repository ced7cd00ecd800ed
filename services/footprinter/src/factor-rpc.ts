import { type FactorRelease, markText, purposes, type Selected, search, select, selectNamed } from "@celadon/factors";
import {
  FactorServiceDefinition,
  type SearchFactorsRequest,
  type SelectFactorRequest,
  type SelectFactorResponse,
} from "@celadon/proto";
import { anyRole, keyOfToken, pageOf, pageSize, type Rpc, refuse, rpc } from "@celadon/runtime";
import { factorMessage } from "./factor-message.ts";
import { factorOf } from "./factor-of.ts";

const sizes = { usual: 100, most: 1_000 };

/** The factor release over gRPC: search, one row, and what would be selected. */
export const factorRpc = (release: FactorRelease): Rpc =>
  rpc(
    FactorServiceDefinition,
    { searchFactors: anyRole, showFactor: anyRole, selectFactor: anyRole },
    {
      searchFactors: async ({ query, pageSize: asked, pageToken }: SearchFactorsRequest) => {
        const size = pageSize(asked, sizes);
        const last = keyOfToken(pageToken, ["string"])?.[0];
        const rows = search(release, query)
          .rows.filter(({ id }) => last === undefined || id > last)
          .sort((a, b) => (a.id < b.id ? -1 : 1));
        const { page, nextPageToken } = await pageOf(rows, size, ({ id }) => [id]);
        return { factors: page.map(factorMessage), nextPageToken, release: release.hash };
      },
      showFactor: async ({ id }) => ({ factor: factorMessage(factorOf(release, id)), release: release.hash }),
      selectFactor: async (request) => ({ ...selected(release, request), release: release.hash }),
    },
  );

function selected(
  release: FactorRelease,
  { activity, place, day, purpose: word, named }: SelectFactorRequest,
): Pick<SelectFactorResponse, "outcome"> {
  const purpose = purposes.find((one) => one === word);
  const faults = [
    ...(activity === "" ? [missing("activity", 'for example "electricity/grid"')] : []),
    ...(place === "" ? [missing("place", 'for example "CN"')] : []),
    ...(day === "" ? [missing("day", 'for example "2026-01-31"')] : []),
    ...(purpose === undefined ? [missing("purpose", `one of ${purposes.join(", ")}`)] : []),
  ];
  if (purpose === undefined || faults.length > 0) throw badWanted(faults);
  const wanted = { activity, place, day, purpose };
  const outcome = named === "" ? select(release, wanted) : selectNamed(release, named, wanted);
  if (outcome.kind === "accept") return { outcome: { $case: "selection", value: selectionMessage(outcome.value) } };
  const { reason, evidence, candidates } = outcome;
  if (reason === "wanted-invalid") throw badWanted([{ path: "day", problem: evidence }]);
  if (reason === "factor-unknown") throw badWanted([{ path: "named", problem: evidence }]);
  if (!release.rows.some((row) => row.activity === activity))
    throw badWanted([{ path: "activity", problem: evidence }]);
  const near = candidates.map(({ id, why }) => ({ id, whyNot: why.map(markText).join("; ") }));
  return { outcome: { $case: "missing", value: { reason, evidence, candidates: near } } };
}

const selectionMessage = ({ rows, ncv, marks }: Extract<Selected, { readonly kind: "accept" }>["value"]) => ({
  factors: [...rows, ...(ncv === undefined ? [] : [ncv])].map((row) => ({
    factor: factorMessage(row),
    marks: marks.map(markText),
  })),
});

interface Fault {
  readonly path: string;
  readonly problem: string;
}

const missing = (path: string, example: string): Fault => ({ path, problem: `"${path}" must be given: ${example}.` });

const badWanted = (details: readonly Fault[]) =>
  refuse({ status: 400, code: "bad-wanted", message: details.map(({ problem }) => problem).join(" "), details });
