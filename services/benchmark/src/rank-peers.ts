import {
  chooseGroup,
  isIndicatorName,
  type MonthSpan,
  monthSpanText,
  rank,
  unknownIndicator,
  type WantedGroup,
} from "@celadon/footprint-to-ranking";
import type { PeerGroup, Ranking } from "@celadon/proto";
import { refuse, type Store } from "@celadon/runtime";
import { figureMonths } from "./figure-months.ts";
import { groupSizes, type NamedGroup, namedGroups } from "./group-sizes.ts";
import { knownFactories } from "./known-factories.ts";
import { lastMonths } from "./last-months.ts";
import { periodEntries } from "./period-entries.ts";
import { type PeriodRows, rankingQuery } from "./ranking-query.ts";
import { unknownFactory } from "./unknown-factory.ts";

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
  const alone = await namedAlone(store, factories, { peer, indicator, group });
  if (alone !== undefined) throw alone;
  const months = question.months ?? (await lastMonths(store, { peer, indicator, factories }));
  if (months === undefined) {
    const message = `Nobody in "${group.productGroup}" has a whole month by ${indicator} yet: celadon indicators says why.`;
    throw refuse({ status: 409, code: "no-ranking-of-one", message });
  }
  const wanted = { peerGroup: group, indicator, months };
  const found = await store.rows<PeriodRows>(rankingQuery({ peer, indicator, months, factories }));
  const entries = periodEntries(found, wanted);
  const absent = factories.filter((name) => !entries.some((entry) => entry.indicator.factory === name));
  if (absent.length > 0) throw await notThere(store, absent, { indicator, productGroup: group.productGroup });
  const ranking = rank(entries, wanted);
  if (ranking.kind === "accept") return ranking.value;
  if (ranking.reason !== "no-ranking-of-one") throw refused(ranking);
  const some = await figureMonths(store, { peer, indicator, factories });
  const when =
    some === undefined
      ? ` Nobody in it has a figure by ${indicator} yet.`
      : ` Figures by ${indicator} there are of ${monthSpanText(some)}: leave the period out, or name some of them.`;
  throw refused({ ...ranking, evidence: `${ranking.evidence}${when}` });
}

/** One product by the name of its factory is nobody's peer: the refusal that says so, unless the name itself is wrong. */
async function namedAlone(
  store: Store,
  factories: readonly string[],
  { peer, indicator, group }: { readonly peer: string; readonly indicator: string; readonly group: PeerGroup },
): Promise<Error | undefined> {
  const [factory] = factories;
  if (factory === undefined || factories.length > 1) return undefined;
  const [own] = await groupSizes(store, [{ peer, group }], { indicator, factories });
  if (own === undefined) return await notThere(store, factories, { indicator, productGroup: group.productGroup });
  if (own.members > 1) return undefined;
  return refuse({
    status: 409,
    code: "one-factory",
    message: `A ranking compares, and "${factory}" is named alone: name its peers too (--factory once for each), or leave it out to rank all of "${group.productGroup}"; --why "${factory}" then says why it has its place.`,
  });
}

async function theGroup(store: Store, question: RankQuestion): Promise<NamedGroup> {
  const { indicator, factories, productGroup } = question;
  const wanted = { ...question, byFactory: factories.length > 0 };
  const named = await namedGroups(store, indicator, productGroup);
  // Where the name and the keys leave one group, nobody needs to be counted.
  const only = chooseGroup(named.map(countless), wanted);
  if (only.kind === "accept" && factories.length === 0) return groupOf(named, only.value);
  const sizes = await groupSizes(store, named, { indicator, factories });
  if (sizes.length === 0 && named.length > 0 && factories.length > 0)
    throw await notThere(store, factories, { indicator, productGroup });
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

/** For factories without a figure there: the first name that nobody knows, or else where those that are known have figures. Who asks may hear of all (`rankPeersFor`). */
async function notThere(
  store: Store,
  factories: readonly string[],
  { indicator, productGroup }: { readonly indicator: string; readonly productGroup: string },
): Promise<Error> {
  const known = await knownFactories(store);
  const stranger = factories.find((name) => !known.includes(name));
  if (stranger !== undefined) return unknownFactory(stranger, known, "anybody");
  const named = factories.map((name) => `"${name}"`).join(", ");
  const where = productGroup === "" ? "there" : `in "${productGroup}"`;
  const message = `Nothing of ${named} can be ranked ${where} by ${indicator}: celadon indicators --factory "${factories[0]}" lists what it has.`;
  return refuse({ status: 404, code: "unknown-factory", message });
}

const statuses: Readonly<Record<string, number>> = { "unknown-group": 404 };

const refused = ({ reason, evidence }: { readonly reason: string; readonly evidence: string }) =>
  refuse({ status: statuses[reason] ?? 409, code: reason, message: evidence });
