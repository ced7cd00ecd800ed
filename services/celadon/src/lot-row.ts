import { Decimal, unitOf } from "@celadon/quantity";
import { figureText, shareText } from "./figure-text.ts";
import { dayText, type FootprintRow, perText } from "./footprint-row.ts";
import type { Column } from "./print-table.ts";
import { askJson, type Service } from "./service.ts";

/** A lot as the interface gives it. */
export interface LotRow {
  readonly id: string;
  readonly factory: string;
  readonly product: string;
  readonly name: string;
  readonly localFrom: string;
  readonly localTo: string;
  readonly quantity: { readonly amount: string; readonly unit: string };
  readonly attributes: Readonly<Record<string, string>>;
  readonly overlaps: readonly string[];
  readonly who: string;
  readonly why: string;
}

/** A lot and its footprint; null where it has none (yet). */
export interface LotWithFootprint extends LotRow {
  readonly footprint: FootprintRow | null;
}

export interface LotWishes {
  readonly factory?: string | undefined;
  readonly product?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Lots by beginning, each with the footprint that holds now. */
export async function lotsWithFootprints(service: Service, wanted: LotWishes): Promise<readonly LotWithFootprint[]> {
  const { factory, product } = wanted;
  const lots = await askJson<readonly LotRow[]>(service, { path: "/v1/lots", query: { ...wanted } });
  if (lots.length === 0) return [];
  const query = { factory, product, lots: "true" };
  const footprints = await askJson<readonly FootprintRow[]>(service, { path: "/v1/footprints", query });
  const byLot = new Map(footprints.map((one) => [`${one.factory} ${one.lot?.id}`, one]));
  return lots.map((lot) => ({ ...lot, footprint: byLot.get(`${lot.factory} ${lot.id}`) ?? null }));
}

export const lotColumns: readonly Column<LotWithFootprint>[] = [
  { head: "LOT", of: ({ name }) => name },
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "PRODUCT", of: ({ product }) => product },
  { head: "FROM", of: ({ localFrom }) => dayText(localFrom) },
  { head: "TO", of: ({ localTo }) => dayText(localTo) },
  { head: "QUANTITY", of: ({ quantity }) => figureText(quantity.amount), isFigure: true },
  { head: "METERED", of: ({ footprint }) => figureText(footprint?.produced.amount), isFigure: true },
  { head: "UNIT", of: ({ quantity }) => quantity.unit },
  { head: "STATUS", of: ({ footprint }) => footprint?.status ?? "none yet" },
  { head: "TOTAL", of: ({ footprint }) => figureText(footprint?.amount), isFigure: true },
  { head: "UNIT", of: ({ footprint }) => (footprint === null ? "" : `${footprint.unit} per ${perText(footprint)}`) },
  { head: "WHOLE LOT", of: ({ footprint }) => figureText(footprint?.absolute.amount), isFigure: true },
  { head: "MEASURED", of: ({ footprint }) => shareText(footprint?.measuredShare), isFigure: true },
  { head: "MISSING", of: ({ footprint }) => shareText(footprint?.missingShare), isFigure: true },
];

/** What somebody should look at: another lot over the same time, a metered amount far from the declared one. */
export function lotFindings({ overlaps, footprint }: LotWithFootprint): readonly string[] {
  const said = footprint?.marks.filter((mark) => mark.startsWith("lot: ")).map((mark) => mark.slice("lot: ".length));
  return [
    ...(overlaps.length === 0
      ? []
      : [
          `shares time with ${overlaps.length === 1 ? "another lot" : `${overlaps.length} other lots`}: ${overlaps.join(", ")}`,
        ]),
    ...(said ?? []),
  ];
}

/** The metered amount beside the declared one, as per cent of it; a dash where one is unknown or the units differ. */
export function meteredText({ quantity, footprint }: LotWithFootprint): string {
  const produced = footprint?.produced;
  if (produced === undefined || produced.amount === null) return "-";
  const own = `${figureText(produced.amount)} ${produced.unit}`;
  const [a, b] = [unitOf(quantity.unit), unitOf(produced.unit)];
  if (a.kind !== "accept" || b.kind !== "accept" || a.value.symbol !== b.value.symbol) return own;
  const share = new Decimal(produced.amount).minus(quantity.amount).dividedBy(quantity.amount);
  return `${own} (${share.isNegative() ? "" : "+"}${shareText(share.toFixed())})`;
}
