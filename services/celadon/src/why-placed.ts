import { type Decimal, readDecimal } from "@celadon/quantity";
import { figureText, shareText } from "./figure-text.ts";
import { marksText, marksTextZh } from "./marks-text.ts";
import type { RankedRow } from "./ranked-row.ts";

/** One sentence in both languages of those who judge factories. */
export interface Said {
  readonly en: string;
  readonly zh: string;
}

/**
 * What set a place in a ranking, out of what the ranking itself says: the figure, the bounds of its tier, how far it is to the
 * tier before and to the best, and what the figure rests on. Of figures that the asker may not see nothing is said.
 */
export function whyPlaced(row: RankedRow, rows: readonly RankedRow[]): readonly Said[] {
  const whose = `${row.factory}, ${row.product}`;
  if (row.place === null) return [unplaced(row, whose)];
  const placed = rows.filter(({ place }) => place !== null);
  const tiers = Math.max(...placed.map(({ tier }) => tier as number)); // who has a place has a tier
  const figure = figureOf(row);
  const isShared = placed.filter(({ place }) => place === row.place).length > 1;
  const tied = isShared ? { en: ", shared", zh: "（并列）" } : { en: "", zh: "" };
  return [
    {
      en: `${whose}: place ${row.place} of ${placed.length}${tied.en}, tier ${row.tier} of ${tiers}, with ${figure}. Less is better.`,
      zh: `${whose}：第 ${row.place} 名${tied.zh}（共 ${placed.length} 名），第 ${row.tier} 级（共 ${tiers} 级），指标值 ${figure}，越低越好。`,
    },
    {
      en: `Within the uncertainty of the figures (95 %) it may hold any place from ${row.rankFrom} to ${row.rankTo}.`,
      zh: `按各数值的不确定度（95 %），其名次可能在第 ${row.rankFrom} 至第 ${row.rankTo} 名之间。`,
    },
    tierBounds(row, placed),
    ...towards(row, placed),
    restsOn(row),
    ...(row.marks === undefined || row.marks.length === 0
      ? []
      : [{ en: `Marks: ${marksText(row.marks)}.`, zh: `标注：${marksTextZh(row.marks)}。` }]),
  ];
}

const unplaced = ({ reason, evidence }: RankedRow, whose: string): Said => ({
  en: `${whose}: no place, ${reason}. ${evidence ?? ""}`.trimEnd(),
  zh: `${whose}：无名次，${reasonsZh[reason ?? ""] ?? reason}。${evidence ?? ""}`,
});

const reasonsZh: Readonly<Record<string, string>> = {
  incomplete: "数据不完整",
  "low-coverage": "计量覆盖率不足",
  unlike: "与同组不可比",
  superseded: "已被新结果取代",
};

const figureOf = ({ amount, unit, peerGroup }: RankedRow): string =>
  `${figureText(amount)} ${unit} per ${peerGroup.declaredUnit}`;

const byAmount = (a: RankedRow, b: RankedRow): number => amountOf(a).comparedTo(amountOf(b));

/** Only rows whose figure is seen come here. */
const amountOf = ({ amount }: RankedRow): Decimal => {
  const value = readDecimal(amount ?? "");
  if (value === undefined) throw new TypeError("A place that is compared has a figure.");
  return value;
};

const isSeen = ({ amount }: RankedRow): boolean => amount !== null;

function tierBounds({ tier }: RankedRow, placed: readonly RankedRow[]): Said {
  const mates = placed.filter((one) => one.tier === tier);
  if (!mates.every(isSeen)) {
    return {
      en: `Tier ${tier} holds ${mates.length}; this token does not see the figures of the others.`,
      zh: `第 ${tier} 级共 ${mates.length} 家；当前令牌看不到其他厂的数值。`,
    };
  }
  const rising = mates.toSorted(byAmount);
  const [best, worst] = [rising[0] as RankedRow, rising.at(-1) as RankedRow]; // the row itself is one of them
  if (best === worst) {
    return { en: `It is alone in tier ${tier}.`, zh: `第 ${tier} 级仅此一家。` };
  }
  const bounds = `${figureText(best.amount)} (${best.factory})`;
  return {
    en: `Tier ${tier} reaches from ${bounds} to ${figureText(worst.amount)} (${worst.factory}): no figure in it is surely (95 %) worse than its first.`,
    zh: `第 ${tier} 级自 ${bounds} 至 ${figureText(worst.amount)} (${worst.factory})：级内各值均不能以 95 % 的把握判为劣于首位。`,
  };
}

/** How far it is to the last of the tier before, and to the best. */
function towards(row: RankedRow, placed: readonly RankedRow[]): readonly Said[] {
  const seen = placed.filter(isSeen).toSorted(byAmount);
  if (seen.length < placed.length) return [];
  const [best, second] = seen;
  if (best === undefined || second === undefined) return [];
  if (amountOf(best).equals(amountOf(row))) {
    const next = seen.find((one) => amountOf(one).greaterThan(amountOf(row)));
    if (next === undefined) return [];
    const more = difference(row, next);
    return [
      {
        en: `No figure is better. The next is ${figureText(next.amount)} (${next.factory}), ${more} more.`,
        zh: `没有更好的数值；其后为 ${figureText(next.amount)} (${next.factory})，高出 ${more}。`,
      },
    ];
  }
  const before = seen.findLast(({ tier }) => tier === (row.tier as number) - 1); // who has a place has a tier
  const tierSaid =
    before === undefined
      ? []
      : [
          {
            en: `Tier ${before.tier} ends at ${figureText(before.amount)} (${before.factory}): ${difference(row, before)} less would be the same figure, and equal figures share a tier.`,
            zh: `第 ${before.tier} 级止于 ${figureText(before.amount)} (${before.factory})：再降低 ${difference(row, before)} 即与之相等，相等的数值同级。`,
          },
        ];
  return [
    ...tierSaid,
    {
      en: `The best is ${figureText(best.amount)} (${best.factory}), ${difference(row, best)} less.`,
      zh: `最优为 ${figureText(best.amount)} (${best.factory})，低 ${difference(row, best)}。`,
    },
  ];
}

/** `0.42 (4.6 %)`, in the unit of the figures and as a share of the first. */
function difference(one: RankedRow, other: RankedRow): string {
  const apart = amountOf(one).minus(amountOf(other)).abs();
  const share = amountOf(one).isZero() ? "" : ` (${shareText(apart.dividedBy(amountOf(one).abs()).toFixed())})`;
  return `${figureText(apart.toFixed())}${share}`;
}

function restsOn(row: RankedRow): Said {
  const { coverage, measuredShare, estimatedShare, missingShare, placeholderShare, assumedShare, primaryDataShare } =
    row;
  const [time, measured, estimated, missing] = [coverage, measuredShare, estimatedShare, missingShare].map(shareText);
  const [placeholders, assumed, primary] = [placeholderShare, assumedShare, primaryDataShare].map(shareText);
  return {
    en: `It rests on ${time} of the channel time (measured ${measured}, estimated ${estimated}, missing ${missing}); of the amount, ${placeholders} on placeholder rows, ${assumed} on values stated in the plant file; primary data ${primary}. A dash is what is not known.`,
    zh: `数据基础：计量时间覆盖率 ${time}（实测 ${measured}，估算 ${estimated}，缺失 ${missing}）；占位因子占 ${placeholders}，工厂文件中声明的数值占 ${assumed}；初级数据占 ${primary}。“-”表示未知。`,
  };
}
