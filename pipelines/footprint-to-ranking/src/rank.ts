import type { Indicator, PeerGroup, RankedPlace, Ranking, UnrankedPeer } from "@celadon/proto";
import { accept, Decimal, type Outcome, reject } from "@celadon/quantity";
import { claimsOf } from "./claims-of.ts";
import { isIndicatorName, unknownIndicator } from "./indicator-names.ts";
import { type MonthSpan, monthBorders, monthSpanText } from "./month-span.ts";
import { oneOfEach } from "./one-of-each.ts";
import type { Estimate } from "./surely-better.ts";
import { surelyCounts } from "./surely-counts.ts";
import { tiersOf } from "./tiers-of.ts";
import { uncertaintyOf } from "./uncertainty-of.ts";
import { whyUnranked } from "./why-unranked.ts";

/** A product of a factory that asks for a place: its figure over the whole period, and among whom it may be compared. */
export interface Entry {
  readonly indicator: Indicator;
  readonly peerGroup: PeerGroup;
  /** Another footprint of the same product and period stands in its place. */
  readonly isSuperseded?: boolean;
}

export interface WantedRanking {
  readonly peerGroup: PeerGroup;
  readonly indicator: string;
  readonly months: MonthSpan;
  /** Share of the needed channel time that must be measured or estimated; 0.9 unless a scheme says otherwise. */
  readonly coverageLeast?: number;
}

export type RankRefusal = "unknown-indicator" | "no-ranking-of-one" | "contradictory";

/** Below it a figure is likely to be low because something is not in it. */
export const usualCoverage = 0.9;

/**
 * Places among peers, best first, less is better. Any order and doubling of the entries gives the same ranking.
 *
 *   place         1 + how many figures are better
 *   tier          neighbours that cannot be told apart share one, see `tiersOf`
 *   [from, to]    1 + how many are surely better, n - how many are surely worse (P >= 0.95, `isSurelyBetter`)
 *   uncertainty   amount * `uncertaintyOf`: what peers share cancels
 *
 * Nobody is left out in silence: what is incomplete, superseded, too thinly covered or unlike stands beside the places, with
 * the reason and the fix. Refused: `no-ranking-of-one`; `contradictory`, two current figures of one product;
 * `unknown-indicator`.
 */
export function rank(entries: readonly Entry[], wanted: WantedRanking): Outcome<Ranking, RankRefusal> {
  const { peerGroup, indicator, months, coverageLeast = usualCoverage } = wanted;
  if (!isIndicatorName(indicator)) return reject("unknown-indicator", unknownIndicator(indicator));
  const single = oneOfEach(entries);
  if (single.kind !== "accept") return single;

  const { fromMs, toMs } = monthBorders(months);
  const rules = { peerGroup, indicator, borders: { fromMs, toMs }, coverageLeast };
  const unranked: UnrankedPeer[] = [];
  const contenders: Indicator[] = [];
  for (const entry of single.value) {
    const why = whyUnranked(entry, rules);
    const { factory, product } = entry.indicator;
    if (why === undefined) contenders.push(entry.indicator);
    else unranked.push({ factory, product, ...why });
  }
  const peers = contenders.length + unranked.filter(({ reason }) => reason !== "unlike").length;
  if (peers < 2) {
    const who = single.value.length === 0 ? "nobody" : `"${single.value[0]?.indicator.factory}" alone`;
    return reject(
      "no-ranking-of-one",
      `There is no ranking of one: "${peerGroup.productGroup}" has ${who} in it in ${monthSpanText(months)}. Take a period or a group with at least two.`,
    );
  }
  return accept({
    peerGroup,
    indicator,
    fromMs: BigInt(fromMs),
    toMs: BigInt(toMs),
    period: monthSpanText(months),
    places: placesOf(contenders),
    unranked: unranked.sort((a, b) => byName(a, b)),
    claims: claimsOf(peerGroup, indicator),
  });
}

interface Contender extends Estimate {
  readonly indicator: Indicator;
}

function placesOf(indicators: readonly Indicator[]): readonly RankedPlace[] {
  const rising = indicators.map(contenderOf).sort(byFigure);
  const { better, worse } = surelyCounts(rising);
  const tiers = tiersOf(rising);
  let place = 1;
  return rising.map((one, i) => {
    const before = rising[i - 1];
    if (before !== undefined && compareAmounts(before, one) < 0) place = i + 1;
    return {
      indicator: one.indicator,
      place,
      tier: tiers[i] as number,
      rankFrom: 1 + (better[i] as number),
      rankTo: rising.length - (worse[i] as number),
    };
  });
}

function contenderOf(indicator: Indicator): Contender {
  const figure = Number(indicator.amount);
  const { own, fromMemory } = uncertaintyOf(indicator);
  const [variance, exposure] = [(figure * own) ** 2, figure * fromMemory];
  return { indicator, figure, variance, exposure, rows: indicator.placeholderRows };
}

/** Doubles keep the order of decimals, but for those that become the same double. */
const compareAmounts = (a: Contender, b: Contender): number =>
  a.figure - b.figure || new Decimal(a.indicator.amount ?? "").comparedTo(b.indicator.amount ?? "");

/** Of equal figures the better known comes first: then they share a tier, whatever their names. */
const byFigure = (a: Contender, b: Contender): number =>
  compareAmounts(a, b) || a.variance - b.variance || a.exposure - b.exposure || byName(a.indicator, b.indicator);

const byName = (a: { factory: string; product: string }, b: { factory: string; product: string }): number =>
  compareText(a.factory, b.factory) || compareText(a.product, b.product);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
