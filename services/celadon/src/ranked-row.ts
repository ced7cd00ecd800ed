import { figureText, shareText } from "./figure-text.ts";
import { marksText } from "./marks-text.ts";
import type { Column } from "./print-table.ts";

/** A place of a ranking as the interface gives it; without a place, `reason` and `evidence` say why. */
export interface RankedRow {
  readonly place: number | null;
  readonly tier: number | null;
  readonly rankFrom: number | null;
  readonly rankTo: number | null;
  /** Null where the token that asks may not know whose place it is. */
  readonly factory: string | null;
  readonly product: string | null;
  readonly amount: string | null;
  readonly unit?: string;
  readonly coverage?: string | null;
  readonly measuredShare?: string | null;
  readonly estimatedShare?: string | null;
  readonly missingShare?: string | null;
  readonly assumedShare?: string | null;
  readonly placeholderShare?: string | null;
  readonly primaryDataShare?: string | null;
  readonly marks?: readonly string[];
  readonly reason: string | null;
  readonly evidence: string | null;
  readonly indicator: string;
  readonly period: string;
  readonly claims: readonly string[];
  readonly peerGroup: {
    readonly productGroup: string;
    readonly declaredUnit: string;
    readonly boundary: string;
    readonly simulated: boolean;
    readonly keys: readonly { readonly name: string; readonly value: string }[];
  };
}

const orDash = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? "-" : `${value}`;

export const placeColumns: readonly Column<RankedRow>[] = [
  { head: "TIER", of: ({ tier }) => orDash(tier), isFigure: true },
  { head: "PLACE", of: ({ place }) => orDash(place), isFigure: true },
  { head: "FROM-TO", of: ({ rankFrom, rankTo }) => `${orDash(rankFrom)}-${orDash(rankTo)}`, isFigure: true },
  { head: "FACTORY", of: ({ factory }) => orDash(factory) },
  { head: "PRODUCT", of: ({ product }) => orDash(product) },
  { head: "FIGURE", of: ({ amount }) => figureText(amount), isFigure: true },
  { head: "UNIT", of: ({ unit, peerGroup }) => `${orDash(unit)} per ${peerGroup.declaredUnit}` },
  { head: "COVERAGE", of: ({ coverage }) => shareText(coverage), isFigure: true },
  { head: "MEASURED", of: ({ measuredShare }) => shareText(measuredShare), isFigure: true },
  { head: "PLACEHOLDERS", of: ({ placeholderShare }) => shareText(placeholderShare), isFigure: true },
  { head: "PRIMARY DATA", of: ({ primaryDataShare }) => shareText(primaryDataShare), isFigure: true },
  { head: "MARKS", of: ({ marks }) => orDash(marks && marksText(marks)) },
];

export const noPlaceColumns: readonly Column<RankedRow>[] = [
  { head: "NO PLACE", of: ({ factory }) => orDash(factory) },
  { head: "PRODUCT", of: ({ product }) => orDash(product) },
  { head: "REASON", of: ({ reason }) => orDash(reason) },
  { head: "WHY, AND WHAT TO DO", of: ({ evidence }) => orDash(evidence) },
];
