import { Decimal, didYouMean, unitOf } from "@celadon/quantity";
import { type LcaAnswer, type LcaRefusal, listed, refuseLca } from "../linear/lca-refusal.ts";
import { type Background, type Supplier, supplierOf } from "./background.ts";
import type { FactorColumn, Taking } from "./draft-system.ts";
import { factorColumn } from "./factor-column.ts";
import { conversionText, ratioBetween } from "./linked-takings.ts";
import type { PlantParts } from "./plant-parts.ts";
import type { RowLookUp } from "./row-spread.ts";
import { namedRow } from "./rows-used.ts";

/**
 * What a plant buys its electricity by, where contracts count. A provider is a product of the background, or a factor row as `factor:ROW`.
 *
 *   market        a contract and the share of the bought electricity that it covers
 *   delivery      what each kWh of a contract needs beside its generation: grid losses, transmission
 *   residual      the residual mix, for what no contract covers
 *   grid-average  in its place, where there is none: still with what was sold to others, so it has to be named
 */
export interface Electricity {
  readonly market: readonly { readonly provider: string; readonly share: Decimal }[];
  readonly delivery: readonly string[];
  readonly residual?: string;
  readonly gridAverage?: string;
}

/** One provider of the market view, and its part of each kWh bought. */
export interface MarketPart {
  readonly role: "market" | "delivery" | "residual" | "grid-average";
  readonly provider: string;
  readonly perKwh: string;
  readonly conversion: string;
}

/** Where the providers of the market view are looked for. */
export interface MarketSources {
  readonly electricity: Electricity;
  readonly background: Background | undefined;
  readonly rowOf: RowLookUp;
}

/** The activity of rows that are the average of a grid. */
export const gridActivity = "electricity/grid";

/** What one kWh is made of by market, and the columns of rows that are new to the plant. */
interface Mix {
  readonly mix: readonly { readonly supplier: Supplier; readonly perKwh: Decimal }[];
  readonly columns: readonly FactorColumn[];
  readonly parts: readonly MarketPart[];
  readonly notes: readonly string[];
}

/** Refused: what `electricityViews` says of contracts, the rest and their providers. `buying`: the lines that buy, as they are supplied by place. */
export function marketMix(
  parts: PlantParts,
  buying: readonly Taking[],
  { electricity, background, rowOf }: MarketSources,
): LcaAnswer<Mix> {
  const { market, delivery, residual, gridAverage } = electricity;
  const covered = market.reduce((sum, { share }) => sum.plus(share), new Decimal(0));
  const wrong = market.find(({ share }) => !share.greaterThan(0));
  if (wrong !== undefined || covered.greaterThan(1))
    return refuseLca(
      "bad-electricity",
      `Contracts cover ${covered.times(100).toFixed()} % of the bought electricity${wrong === undefined ? "" : `, and "${wrong.provider}" ${wrong.share.times(100).toFixed()} %`}. Each share is above 0, and together they are at most 1.`,
      market.map(({ provider }) => provider),
    );
  const rest = new Decimal(1).minus(covered);
  const fault = faultOfRest(parts, rest, electricity);
  if (fault !== undefined) return fault;
  const wanted = [
    ...market.map(({ provider, share }) => ({ role: "market" as const, provider, share })),
    ...delivery.map((provider) => ({ role: "delivery" as const, provider, share: covered })),
    ...(residual === undefined ? [] : [{ role: "residual" as const, provider: residual, share: rest }]),
    ...(gridAverage === undefined ? [] : [{ role: "grid-average" as const, provider: gridAverage, share: rest }]),
  ];
  const supplying = wanted.filter(({ share }) => !share.isZero());
  const averages = new Set(buying.flatMap(({ of }) => of.map(({ product }) => product)));
  const kwh = unitOf("kWh");
  if (kwh.kind !== "accept") throw new Error(kwh.evidence);
  const [mix, columns, told, notes]: [Mix["mix"][number][], FactorColumn[], MarketPart[], string[]] = [[], [], [], []];
  for (const { role, provider, share } of wanted)
    if (share.isZero())
      notes.push(
        `"${provider}" was named (${role}) and supplies nothing: ${role === "delivery" ? "there is no contract that it would deliver" : "contracts cover all of the bought electricity"}.`,
      );
  for (const { role, provider, share } of supplying) {
    const found = providerOf(parts, provider, { background, rowOf });
    if (found.kind !== "accept") return found;
    const { supplier, column, isGridAverage, note } = found.value;
    if ((isGridAverage || averages.has(supplier.id)) && role !== "grid-average")
      return refuseLca(
        "bad-electricity",
        `"${provider}" is a grid average: it still holds the attributes of power that was sold to others, so it is neither a contract nor a residual mix. Where no residual mix is published, name it as the grid average (grid-average=${provider}), and the result says so.`,
        [provider],
      );
    const ratio = ratioBetween(kwh.value, supplier.unit);
    if (ratio === undefined)
      return refuseLca(
        "wrong-unit",
        `"${provider}" is counted in ${supplier.unit.symbol} (${supplier.unit.dimension}), which is no energy: it supplies no electricity. Take a product counted in energy.`,
        [provider],
      );
    if (column !== undefined && !columns.some(({ product }) => product.id === column.product.id)) columns.push(column);
    mix.push({ supplier, perKwh: share.times(ratio) });
    told.push({
      role,
      provider: supplier.id,
      perKwh: share.toFixed(),
      conversion: conversionText(kwh.value, supplier.unit, ratio),
    });
    if (note !== undefined) notes.push(note);
    if (role === "grid-average")
      notes.push(
        `${share.times(100).toFixed()} % of the bought electricity is supplied by the grid average "${supplier.id}" in place of a residual mix: it still holds attributes that were sold to others.`,
      );
  }
  return { kind: "accept", value: { mix, columns, parts: told, notes } };
}

function faultOfRest(
  { inventory: { factory } }: PlantParts,
  rest: Decimal,
  { residual, gridAverage }: Electricity,
): LcaRefusal | undefined {
  if (residual !== undefined && gridAverage !== undefined)
    return refuseLca(
      "bad-electricity",
      `Both a residual mix ("${residual}") and a grid average ("${gridAverage}") are named for what no contract covers. Name one of them.`,
      [residual, gridAverage],
    );
  if (rest.isZero() || residual !== undefined || gridAverage !== undefined) return undefined;
  return refuseLca(
    "bad-electricity",
    `No contract covers ${rest.times(100).toFixed()} % of the electricity that "${factory}" buys, and no residual mix is named for it (residual=PRODUCT). A grid average does not stand in by itself: it still holds what was sold to others. Where no residual mix is published, as in China, name it yourself (grid-average=PRODUCT), and the result says so.`,
    [factory],
  );
}

interface Provider {
  readonly supplier: Supplier;
  readonly column: FactorColumn | undefined;
  readonly isGridAverage: boolean;
  readonly note: string | undefined;
}

function providerOf(
  parts: PlantParts,
  provider: string,
  { background, rowOf }: { readonly background: Background | undefined; readonly rowOf: RowLookUp },
): LcaAnswer<Provider> {
  if (provider.startsWith("factor:")) return rowProvider(parts, provider, rowOf);
  if (background === undefined)
    return refuseLca(
      "bad-electricity",
      `"${provider}" is no factor row (factor:ROW), and no background is given that it could be a product of. Name its folder, or a row.`,
      [provider],
    );
  const supplier = supplierOf(background, provider);
  if (supplier.kind !== "accept") return supplier;
  return {
    kind: "accept",
    value: { supplier: supplier.value, column: undefined, isGridAverage: false, note: undefined },
  };
}

function rowProvider(
  { inventory, rows, columns }: PlantParts,
  provider: string,
  rowOf: RowLookUp,
): LcaAnswer<Provider> {
  const id = provider.slice("factor:".length);
  const row = rowOf(id);
  if (row === undefined)
    return refuseLca(
      "bad-electricity",
      `There is no factor row "${id}".${didYouMean(id, rows.keys())} See: celadon factors search electricity.`,
      [provider],
    );
  if (!row.purposes.some((purpose) => purpose === inventory.purpose) || row.gas !== "CO2e")
    return refuseLca(
      "bad-electricity",
      `Factor row "${id}" counts ${row.gas} for ${listed(row.purposes)}, and this inventory is for ${inventory.purpose}, all gases of the life cycle. Take a row of that purpose in CO2e.`,
      [provider],
    );
  const unit = unitOf(row.perUnit);
  if (unit.kind !== "accept") throw new Error(unit.evidence);
  const place = { stage: "", scope: "2" };
  // The plant may take the same row under this id; then its column serves, as it is the same one.
  const own = columns.find(({ product }) => product.id === provider);
  return {
    kind: "accept",
    value: {
      supplier: { id: provider, unit: unit.value },
      column:
        own === undefined ? factorColumn(provider, `${row.activity}: ${row.gas}`, namedRow(row), place) : undefined,
      isGridAverage: row.activity === gridActivity,
      note: `Row "${id}" was named for the market view: ${row.region}, ${row.dataYear === undefined ? "no data year" : `data of ${row.dataYear}`}, ${row.boundary}.`,
    },
  };
}
