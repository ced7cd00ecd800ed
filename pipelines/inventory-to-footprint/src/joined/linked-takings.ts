import type { Gap } from "@celadon/proto";
import { convert, Decimal, didYouMean, type Unit } from "@celadon/quantity";
import { type LcaAnswer, listed, refuseLca } from "../linear/lca-refusal.ts";
import { type Background, type Supplier, supplierOf } from "./background.ts";
import type { Taking } from "./draft-system.ts";
import type { OpenPlace } from "./open-places.ts";
import type { PlantParts } from "./plant-parts.ts";

/** Who supplies a bought input: a line of the plant, or a factor row and with it all lines that it alone stands for. */
export interface Link {
  readonly input: string;
  /** The id of a product of the background. */
  readonly product: string;
}

/** A link as it was made. */
export interface LinkMade extends Link {
  readonly lines: readonly string[];
  /** How amounts came into the product's unit: `1 t = 1000 kg`. */
  readonly conversion: string;
}

export interface Linked {
  readonly takings: readonly Taking[];
  readonly open: readonly OpenPlace[];
  readonly links: readonly LinkMade[];
}

/**
 * Ties inputs of a plant to products of a background, in place of their factor rows. A line without a factor is supplied by it, so that it
 * is no longer left out. The more particular holds: a link of a line, then one of a row.
 *
 * Refused: an input the plant does not take, or that has two links; a row that is one gas among several of a line; a product that is the
 * plant's own, or no id of the background; units that do not convert. The background never takes from the plant.
 */
export function linkedTakings(
  parts: PlantParts,
  background: Background | undefined,
  links: readonly Link[],
): LcaAnswer<Linked> {
  const ties = new Map<string, { readonly link: Link; readonly supplier: Supplier; readonly isRow: boolean }>();
  const seen = new Set<string>();
  for (const link of links) {
    if (background === undefined)
      return refuseLca(
        "bad-link",
        `"${link.input}=${link.product}" leads into a background, and none is given. Name its folder.`,
        [link.input],
      );
    if (seen.has(link.input))
      return refuseLca(
        "bad-link",
        `Input "${link.input}" is linked twice, and one supplies it. Keep one of the links.`,
        [link.input],
      );
    seen.add(link.input);
    const own = isOwn(parts, background, link);
    if (own !== undefined) return own;
    const supplier = supplierOf(background, link.product);
    if (supplier.kind !== "accept") return supplier;
    const lines = linesOf(parts, link.input);
    if (lines.kind !== "accept") return lines;
    for (const line of lines.value.ids) {
      const before = ties.get(line);
      if (before !== undefined && !before.isRow) continue;
      ties.set(line, { link, supplier: supplier.value, isRow: lines.value.isRow });
    }
  }
  const takings: Taking[] = [];
  const made = new Map<Link, { readonly lines: string[]; readonly conversion: string }>();
  for (const taking of parts.takings) {
    const tie = ties.get(taking.line);
    if (tie === undefined) {
      takings.push(taking);
      continue;
    }
    const moved = suppliedInstead(taking, tie.supplier);
    if (moved.kind !== "accept") return moved;
    takings.push(moved.value.taking);
    const lines = made.get(tie.link)?.lines ?? [];
    lines.push(taking.line);
    made.set(tie.link, { lines, conversion: moved.value.conversion });
  }
  const idle = links.find((link) => !made.has(link));
  if (idle !== undefined)
    return refuseLca(
      "bad-link",
      `Each line of "${idle.input}" has a link of its own, so its link supplies nothing. Leave it out.`,
      [idle.input],
    );
  return {
    kind: "accept",
    value: {
      takings,
      open: withoutMissingFactor(parts, parts.open, new Set(ties.keys())),
      links: links.map((link) => ({ ...link, ...(made.get(link) as { lines: string[]; conversion: string }) })),
    },
  };
}

/** The taking with another supplier for all of it. Refused: units that do not convert. */
function suppliedInstead(
  taking: Taking,
  { id, unit }: Supplier,
): LcaAnswer<{ readonly taking: Taking; readonly conversion: string }> {
  if (taking.unit === undefined)
    return refuseLca(
      "wrong-unit",
      `Line "${taking.line}" has no unit that is known, so nothing can supply it. State one in the plant model.`,
      [taking.line],
    );
  const one = ratioBetween(taking.unit, unit);
  if (one === undefined)
    return refuseLca(
      "wrong-unit",
      `Line "${taking.line}" is counted in ${taking.unit.symbol} (${taking.unit.dimension}) and "${id}" in ${unit.symbol} (${unit.dimension}), which do not convert. Take a product of ${taking.unit.dimension}, or have the line counted otherwise.`,
      [taking.line, id],
    );
  const all = taking.amount === undefined ? undefined : convert(taking.amount, taking.unit, unit);
  const of = all?.kind === "accept" ? [{ product: id, amount: all.value }] : []; // an unknown amount is an open place
  return { kind: "accept", value: { taking: { ...taking, of }, conversion: conversionText(taking.unit, unit, one) } };
}

/** How much of `to` one of `from` is; undefined where they do not convert. */
export function ratioBetween(from: Unit, to: Unit): Decimal | undefined {
  const one = convert(new Decimal(1), from, to);
  return one.kind === "accept" ? one.value : undefined;
}

export const conversionText = (from: Unit, to: Unit, ratio: Decimal): string =>
  `1 ${from.symbol} = ${ratio.toSignificantDigits(15).toFixed()} ${to.symbol}`;

function isOwn(
  { inventory: { factory }, products }: PlantParts,
  { prefix, system }: Background,
  { input, product }: Link,
) {
  if (input.startsWith(prefix) || input.startsWith("db:") || system.products.some(({ id }) => id === input))
    return refuseLca(
      "bad-link",
      `"${input}" is of the background, and the background never takes from a plant: what it describes is another plant's supply. Link an input of "${factory}".`,
      [input],
    );
  if (products.some(({ id }) => id === product))
    return refuseLca(
      "bad-link",
      `"${product}" is made by the plant itself. State in the plant model that a process uses it; a link leads to a product of the background.`,
      [product],
    );
  return undefined;
}

/** The lines that an input means. */
function linesOf(
  { inventory: { factory }, takings, rows }: PlantParts,
  input: string,
): LcaAnswer<{ readonly ids: readonly string[]; readonly isRow: boolean }> {
  const bare = input.startsWith(`${factory}/`) ? input.slice(factory.length + 1) : input;
  const line = takings.find((taking) => taking.line === bare || taking.line === input);
  if (line !== undefined) return { kind: "accept", value: { ids: [line.line], isRow: false } };
  const row = input.startsWith("factor:") ? input.slice("factor:".length) : input;
  const lines = takings.filter(({ rows: used }) => used.includes(row));
  const shared = lines.filter(({ rows: used }) => used.length > 1).map(({ line: id }) => id);
  if (shared.length > 0)
    return refuseLca(
      "bad-link",
      `Row "${row}" is one gas among several of ${listed(shared)}: who supplies it supplies the others too. Link the line.`,
      shared,
    );
  if (lines.length > 0) return { kind: "accept", value: { ids: lines.map(({ line: id }) => id), isRow: true } };
  const known = [...takings.map(({ line: id }) => id), ...rows.keys()];
  return refuseLca(
    "bad-link",
    `"${factory}" takes no "${input}".${didYouMean(input, known)} Its inputs: ${listed(takings.map(({ line: id }) => id))}; its rows: ${listed([...rows.keys()])}.`,
    [input],
  );
}

/**
 * What is supplied now is no longer left out for want of a factor; an amount that is not known is, whoever supplies it. A gas that the line
 * gives off itself is none of the supplier's doing.
 */
export function withoutMissingFactor(
  { inventory }: PlantParts,
  open: readonly OpenPlace[],
  supplied: ReadonlySet<string>,
): readonly OpenPlace[] {
  const lines = new Map(inventory.lines.map((line) => [line.id, line]));
  return open.flatMap((place) => {
    const line = supplied.has(place.where) ? lines.get(place.where) : undefined;
    if (line === undefined || line.direct.length > 0) return [place];
    const others = place.gaps.filter(({ kind }) => kind !== "missing-factor");
    const gaps = line.amount === "" && others.length === 0 ? [missingAmount(line.id)] : others;
    return gaps.length === 0 ? [] : [{ ...place, gaps }];
  });
}

const missingAmount = (line: string): Gap => ({
  kind: "missing-amount",
  where: line,
  reason: `Line "${line}" has no amount. Send the readings it rests on, or state it in the plant model.`,
  excused: false,
});
