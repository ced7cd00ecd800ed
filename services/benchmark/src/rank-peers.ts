import {
  chooseGroup,
  isIndicatorName,
  type MonthSpan,
  rank,
  unknownIndicator,
  type WantedGroup,
} from "@celadon/footprint-to-ranking";
import type { PeerGroup, Ranking } from "@celadon/proto";
import { refuse, type Store } from "@celadon/runtime";
import { groupSizes, type NamedGroup, namedGroups } from "./group-sizes.ts";
import { lastMonths } from "./last-months.ts";
import { periodEntries } from "./period-entries.ts";
import { type PeriodRows, rankingQuery } from "./ranking-query.ts";

/** What a ranking is asked of. What is left empty does not narrow it. */
export interface RankQuestion extends Omit<WantedGroup, "byFactory"> {
  readonly factories: readonly string[];
  readonly indicator: string;
  readonly months: MonthSpan | undefined;
}

/**
 * The ranking of the one peer group that is meant, over the months asked for or the last that the group has. The database adds
 * up, one query for all peers; the edge ranks. Refused: a name that holds several groups, factories that are not peers, a group
 * of one, an unknown group or indicator.
 */
export async function rankPeers(store: Store, question: RankQuestion): Promise<Ranking> {
  const { indicator, factories } = question;
  if (!isIndicatorName(indicator)) {
    throw refuse({ status: 400, code: "unknown-indicator", message: unknownIndicator(indicator) });
  }
  if (question.productGroup === "" && factories.length === 0) {
    const message = "A ranking needs a product group or the names of factories: who is compared?";
    throw refuse({ status: 400, code: "bad-request", message });
  }
  const { peer, group } = await theGroup(store, question);
  const months = question.months ?? (await lastMonths(store, { peer, indicator, factories }));
  if (months === undefined) {
    const message = `Nobody in "${group.productGroup}" has a whole month by ${indicator} yet: celadon indicators says why.`;
    throw refuse({ status: 409, code: "no-ranking-of-one", message });
  }
  const wanted = { peerGroup: group, indicator, months };
  const found = await store.rows<PeriodRows>(rankingQuery({ peer, indicator, months, factories }));
  const entries = periodEntries(found, wanted);
  const absent = factories.filter((name) => !entries.some((entry) => entry.indicator.factory === name));
  if (absent.length > 0) throw unknownFactories(absent, indicator);
  const ranking = rank(entries, wanted);
  if (ranking.kind !== "accept") throw refused(ranking);
  return ranking.value;
}

async function theGroup(store: Store, question: RankQuestion): Promise<NamedGroup> {
  const { indicator, factories, productGroup } = question;
  const wanted = { ...question, byFactory: factories.length > 0 };
  const named = await namedGroups(store, indicator, productGroup);
  // Where the name and the keys leave one group, nobody needs to be counted.
  const only = chooseGroup(named.map(countless), wanted);
  if (only.kind === "accept" && factories.length === 0) return groupOf(named, only.value);
  const sizes = await groupSizes(store, named, { indicator, factories });
  if (sizes.length === 0 && factories.length > 0) throw unknownFactories(factories, indicator);
  // Nobody belongs to the name: then every group is told of, so that a slip is found.
  const known = sizes.length > 0 ? sizes : (await namedGroups(store, indicator, "")).map(countless);
  const chosen = chooseGroup(known, wanted);
  if (chosen.kind !== "accept") throw refused(chosen);
  return groupOf(known, chosen.value);
}

const countless = (named: NamedGroup) => ({ ...named, members: Number.NaN });

function groupOf(groups: readonly NamedGroup[], chosen: PeerGroup): NamedGroup {
  const found = groups.find(({ group }) => group === chosen);
  if (found === undefined) throw new TypeError("A chosen group is one of those it was chosen from.");
  return found;
}

const unknownFactories = (factories: readonly string[], indicator: string) =>
  refuse({
    status: 404,
    code: "unknown-factory",
    message: `Nothing of ${factories.map((name) => `"${name}"`).join(", ")} can be ranked there by ${indicator}: celadon indicators lists what there is.`,
  });

const statuses: Readonly<Record<string, number>> = { "unknown-group": 404 };

const refused = ({ reason, evidence }: { readonly reason: string; readonly evidence: string }) =>
  refuse({ status: statuses[reason] ?? 409, code: reason, message: evidence });
