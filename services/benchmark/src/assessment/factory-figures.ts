import {
  type AssessedFactory,
  indicatorUnits,
  type MeasuredFigure,
  type MeasuredName,
  type MonthSpan,
} from "@celadon/footprint-to-ranking";
import { PeerGroup } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import { periodEntries } from "../period-entries.ts";
import { type PeriodRows, rankingQuery } from "../ranking-query.ts";
import { storedFootprints } from "../stored-footprints.ts";
import { factoryProducts, type ProductIndicator } from "./factory-products.ts";

type Figures = Pick<AssessedFactory, "measured" | "footprint" | "isSimulated">;

interface Wanted {
  readonly factory: string;
  readonly product: string;
  readonly months: MonthSpan;
}

/** The figures of a product over these months, each among everybody it may be compared with. */
export async function factoryFigures(store: Store, wanted: Wanted): Promise<Figures> {
  const all = await factoryProducts(store, wanted.factory, wanted.months);
  const rows = all.filter(({ product }) => product === wanted.product);
  const measured = new Map<MeasuredName, MeasuredFigure>();
  for (const row of rows) {
    if (!isMeasured(row.indicator)) continue;
    const figure = await figureOf(store, row, wanted, { withPeers: true });
    if (figure !== undefined) measured.set(row.indicator, figure);
  }
  const row = rows.find(({ indicator }) => indicator === "footprint");
  const own = row && (await figureOf(store, row, wanted, { withPeers: false }));
  const footprint = own && { indicator: own.own, boundary: await boundaryOf(store, own) };
  const figures = [...measured.values(), ...(own === undefined ? [] : [own])];
  return { measured, footprint, isSimulated: figures.some(isOfSimulated) };
}

const isMeasured = (name: string): name is MeasuredName => name in indicatorUnits;

const isOfSimulated = ({ own, group }: MeasuredFigure): boolean =>
  group?.simulated === true || own.marks.includes("simulated");

async function figureOf(
  store: Store,
  { peer, indicator, declaredUnit }: ProductIndicator,
  { factory, product, months }: Wanted,
  { withPeers }: { readonly withPeers: boolean },
): Promise<MeasuredFigure | undefined> {
  const group = peer === "0" ? undefined : await groupOf(store, peer, indicator);
  const factories = withPeers && group !== undefined ? [] : [factory];
  const found = await store.rows<PeriodRows>(rankingQuery({ peer, indicator, months, factories }));
  const peerGroup = group ?? { ...PeerGroup.fromPartial({}), declaredUnit };
  const entries = periodEntries(found, { peerGroup, indicator, months });
  const own = entries.find((entry) => entry.indicator.factory === factory && entry.indicator.product === product);
  return own && { own: own.indicator, group, entries: group === undefined ? [] : entries };
}

async function groupOf(store: Store, peer: string, indicator: string): Promise<PeerGroup | undefined> {
  const [row] = await store.rows<{ readonly content: string }>({
    text: "SELECT content FROM peerGroups FINAL WHERE peer = {peer:UInt64} AND indicator = {indicator:String} LIMIT 1",
    params: { peer, indicator },
  });
  return row && PeerGroup.decode(Buffer.from(row.content, "base64"));
}

/** Of a product without a group only the footprint itself says it; empty where that is gone. */
async function boundaryOf(store: Store, { own, group }: MeasuredFigure): Promise<string> {
  if (group !== undefined) return group.boundary;
  const stored = await storedFootprints(store, own.footprint === "" ? [] : [own.footprint]);
  return stored.get(own.footprint)?.boundary ?? "";
}
