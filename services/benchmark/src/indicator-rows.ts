import { indicatorsOf, isIndicatorName, monthSpanOf, peerGroupId, peerGroupOf } from "@celadon/footprint-to-ranking";
import type { Footprint, Indicator, PeerGroup } from "@celadon/proto";
import { Decimal, readDecimal } from "@celadon/quantity";

/** An indicator with the group it may be ranked in; none where it is compared with nobody. */
export interface GroupedIndicator {
  readonly indicator: Indicator;
  readonly peer: string;
  readonly group: PeerGroup | undefined;
}

const nobody = "0";

/** The indicators of a footprint, each with its peer group. */
export const groupedIndicators = (footprint: Footprint): readonly GroupedIndicator[] =>
  indicatorsOf(footprint).flatMap((indicator): readonly GroupedIndicator[] => {
    if (!isIndicatorName(indicator.name)) return []; // of a newer engine: not known how to compare it
    const group = peerGroupOf(footprint, indicator.name);
    return group.kind === "accept"
      ? [{ indicator, peer: peerGroupId(group.value), group: group.value }]
      : [{ indicator, peer: nobody, group: undefined }];
  });

export const indicatorColumns = [
  ...["peer", "indicator", "factory", "product", "fromMs", "toMs", "place", "isGone"],
  ...["fromMonth", "toMonth", "hours", "timeZone", "unit", "declaredUnit", "amount", "absolute", "produced"],
  ...["measuredShare", "estimatedShare", "missingShare", "placeholderShare", "assumedShare", "primaryDataShare"],
  ...["marks", "footprint", "reason", "placeholderRows"],
] as const;

type Cells = readonly (string | number | bigint | undefined)[];

/** The row of an indicator. Amounts keep 12 decimals of their unit, shares of the amount are millionths. */
export function indicatorCells({ indicator, peer }: GroupedIndicator, place: string): Cells {
  const { name, factory, product, fromMs, toMs, timeZone, unit, declaredUnit, amount, marks } = indicator;
  const months = monthSpanOf({ fromMs: Number(fromMs), toMs: Number(toMs) }, timeZone);
  return [
    ...[peer, name, factory, product, fromMs, toMs, place, 0],
    ...(months === undefined ? [0, 0] : [months.first, months.end]),
    ...[(toMs - fromMs) / 3_600_000n, timeZone, unit, declaredUnit, amount],
    ...[decimals(indicator.absolute, 12), decimals(indicator.produced, 12)],
    ...[indicator.measuredShare, indicator.estimatedShare, indicator.missingShare].map((share) => decimals(share, 12)),
    ...[indicator.placeholderShare, indicator.assumedShare, indicator.primaryDataShare].map((share) =>
      decimals(share, 6),
    ),
    ...[marks.join("\n"), indicator.footprint, indicator.reason, indicator.placeholderRows],
  ];
}

/** The row that says that an earlier one of this key does not hold any more. */
export const goneCells = (
  { peer, name }: { readonly peer: string; readonly name: string },
  {
    factory,
    product,
    fromMs,
    toMs,
    place,
  }: Readonly<Record<"factory" | "product" | "fromMs" | "toMs" | "place", string>>,
): Cells => [
  ...[peer, name, factory, product, fromMs, toMs, place, 1],
  ...[0, 0, 0, "", "", "", undefined, undefined, undefined],
  ...[undefined, undefined, undefined, undefined, undefined, undefined, "", "", "", ""],
];

const decimals = (text: string | undefined, places: number): string | undefined =>
  readDecimal(text ?? "")
    ?.toDecimalPlaces(places, Decimal.ROUND_HALF_EVEN)
    .toFixed();
