import { join, resolve } from "node:path";
import {
  type Background,
  backgroundOf,
  gwpOf,
  type JoinedFigure,
  type JoinedSystem,
  joinedFigures,
  joinedSystem,
  type PlantParts,
  plantParts,
  type RowLookUp,
} from "@celadon/inventory-to-footprint";
import { type LcaAnswer, type LcaRefusal, writtenSystem } from "@celadon/inventory-to-footprint/systems";
import type { Inventory } from "@celadon/proto";
import { instantText } from "@celadon/quantity";
import { wrongUsage } from "../ending.ts";
import { latestPeriod } from "../latest-period.ts";
import { printTable } from "../print-table.ts";
import { askJson, refusalOf } from "../service.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";
import { accepted } from "./accepted.ts";
import { amountText } from "./amount-text.ts";
import { inventoryIn } from "./inventory-in.ts";
import { electricitySaid, linksSaid, methodsSaid, periodSaid } from "./plant-options.ts";
import { readFolder, textIfThere } from "./read-folder.ts";
import { writeLines } from "./write-lines.ts";
import { writeSystem } from "./write-system.ts";

/** What the command line says of a plant to be written. */
export interface PlantSaid {
  readonly factory: string;
  /** This or `months`. */
  readonly period?: string;
  readonly months?: number;
  readonly to: string;
  readonly product?: readonly string[];
  readonly background?: string;
  readonly link?: readonly string[];
  readonly method?: readonly string[];
  readonly electricity?: readonly string[];
  readonly json?: true;
}

/**
 * Writes the period of a plant as a system folder (by place and by market two), with a report beside it, and prints what it comes to. A
 * refusal ends it before anything is written.
 */
export async function plantFolder(shell: Shell, said: PlantSaid): Promise<void> {
  const [links, methods] = [linksSaid(said.link ?? []), methodsSaid(said.method ?? [])];
  const electricity = electricitySaid(said.electricity ?? []);
  const period = await periodOf(shell, said);
  const background = await backgroundIn(shell, said.background);
  const { inventory, ids } = await accepted(shell, await inventoryFor(shell, said, period));
  const { gwp, rowOf } = await factors();
  const parts = await accepted(shell, plantParts(inventory, { gwp, rowOf, products: said.product ?? [] }));
  await accepted(shell, sameFootprints(parts, ids));
  const systems = await accepted(shell, joinedSystem(parts, { background, links, methods, electricity, rowOf }));
  const told: Told[] = [];
  for (const system of systems) {
    const folder = system.view === "as-modelled" ? said.to : join(said.to, system.view);
    told.push({ system, folder, figures: await accepted(shell, joinedFigures(system, parts)) });
  }
  const report = reportOf(parts, told, { folder: said.background, background });
  for (const { system, folder } of told) {
    const files = new Map([...writtenSystem(system.system), ["uncertainty.csv", system.uncertainty] as const]);
    writeSystem(resolve(shell.folder, folder), files);
  }
  writeLines(resolve(shell.folder, said.to, "report.json"), [`${JSON.stringify(report, null, 2)}\n`]);
  if (said.json === true) return shell.print(`${JSON.stringify(report)}\n`);
  await printFigures(shell, report);
}

/** `--period`, or that of the latest complete footprint over so many months. */
async function periodOf(
  shell: Shell,
  { factory, product: [product] = [], period, months }: PlantSaid,
): Promise<{ readonly from: string; readonly to: string }> {
  if ((period === undefined) === (months === undefined))
    throw wrongUsage("Say of which period: --period 2026-05, or --months 12 for the latest complete ones. Not both.");
  if (period !== undefined) return periodSaid(period);
  await using service = await shell.openService();
  return await latestPeriod(service, { factory, product, months: months as number }); // one of the two was said
}

async function backgroundIn(shell: Shell, said: string | undefined): Promise<Background | undefined> {
  if (said === undefined) return undefined;
  const folder = resolve(shell.folder, said);
  return accepted(
    shell,
    backgroundOf(await accepted(shell, readFolder(folder)), textIfThere(folder, "uncertainty.csv")),
  );
}

/** The inventory behind a plant's footprints of a period, and their ids by product; what the service refuses is the command's refusal. */
async function inventoryFor(
  shell: Shell,
  { factory, product = [] }: PlantSaid,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<LcaAnswer<{ readonly inventory: Inventory; readonly ids: ReadonlyMap<string, string> }>> {
  await using service = await shell.openService();
  try {
    const times = await instantsOf(service, { factory, times: { "--from": from, "--to": to } });
    const wanted = { factory, product: product.length === 1 ? product[0] : undefined };
    const rows = await askJson<readonly { readonly id: string; readonly product: string }[]>(service, {
      ...{ method: "POST", path: "/v1/footprints/compute", headers: { "content-type": "application/json" } },
      body: JSON.stringify({ ...wanted, from: times["--from"], to: times["--to"] }),
    });
    const [first] = rows;
    if (first === undefined)
      return refused(`Plant "${factory}" has no product with readings from ${from} to ${to}.`, factory);
    const { inventory } = await askJson<{ readonly inventory: unknown }>(service, {
      path: `/v1/footprints/${first.id}`,
    });
    return {
      kind: "accept",
      value: { inventory: inventoryIn(inventory), ids: new Map(rows.map((row) => [row.product, row.id])) },
    };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refused(refusal.message, factory);
  }
}

const refused = (message: string, factory: string): LcaRefusal => ({
  ...{ kind: "reject", code: "no-inventory", message, ids: [factory], total: 1 },
});

/** Loaded only where a plant is asked for. */
async function factors() {
  const { loadRelease } = await import("@celadon/footprinter");
  const release = loadRelease();
  const rows = new Map(release.rows.map((row) => [row.id, row]));
  const rowOf: RowLookUp = (id) => rows.get(id);
  return { gwp: gwpOf(release), rowOf };
}

/** One inventory by one set of warming potentials has one footprint id: another one says that the two sides do not weigh alike. */
function sameFootprints({ footprints }: PlantParts, ids: ReadonlyMap<string, string>): LcaAnswer<undefined> {
  const other = footprints.find(({ product, id }) => ids.has(product) && ids.get(product) !== id);
  if (other === undefined) return { kind: "accept", value: undefined };
  const message = `Celadon has footprint ${ids.get(other.product)} of "${other.product}", and this command comes to ${other.id} from its inventory: they weigh gases otherwise. Let both be of one version.`;
  return { kind: "reject", code: "contradictory-inventory", message, ids: [other.product], total: 1 };
}

interface Told {
  readonly system: JoinedSystem;
  readonly folder: string;
  readonly figures: readonly JoinedFigure[];
}

/** What was written, what it comes to, and all that a reader must know of it. */
function reportOf(
  { inventory, footprints, rows }: PlantParts,
  told: readonly Told[],
  { folder, background }: { readonly folder: string | undefined; readonly background: Background | undefined },
) {
  const [first] = told as readonly [Told, ...Told[]]; // there is one system at least
  return {
    factory: inventory.factory,
    from: instantText(Number(inventory.fromMs)),
    to: instantText(Number(inventory.toMs)),
    gwpSet: inventory.gwpSet,
    method: inventory.method,
    factorRelease: inventory.factorRelease,
    footprints: footprints.map(({ product, id, status, total, declaredAmount, declaredUnit, marks }) => ({
      ...{ product, id, status, amount: total ?? null, unit: "kgCO2e" },
      ...{ per: { amount: declaredAmount, unit: declaredUnit }, marks },
    })),
    systems: told.map(({ system, folder, figures }) => ({
      ...{ view: system.view, folder, figures },
      products: system.system.products.length,
      processes: system.system.processes.length,
      flows: system.system.flows.length,
      methods: system.system.methods.map(({ id }) => id),
      ...{ electricity: system.market, notes: system.notes },
    })),
    background:
      background === undefined
        ? null
        : { folder, hash: background.hash, prefix: background.prefix, ...first.system.methods },
    ...{ links: first.system.links, unitedFlows: first.system.united, leftOut: first.system.open },
    rows: [...rows.values()].map(({ used, spread, region }) => ({
      ...used,
      ...{ region: region ?? null, uncertainty: spread.stated, drawn: spread.read },
    })),
  };
}

type Report = ReturnType<typeof reportOf>;

async function printFigures(shell: Shell, { systems, leftOut }: Report): Promise<void> {
  const rows = systems.flatMap(({ view, folder, figures }) => figures.map((figure) => ({ ...figure, view, folder })));
  await printTable(
    shell,
    [
      { head: "PRODUCT", of: ({ product }) => product },
      { head: "VIEW", of: ({ view }) => view },
      { head: "METHOD", of: ({ method }) => method },
      { head: "AMOUNT", of: ({ amount }) => amountText(amount), isFigure: true },
      { head: "UNIT", of: ({ unit, per }) => `${unit} per ${per.amount} ${per.unit}` },
      { head: "STATUS", of: ({ status }) => status },
      { head: "FOLDER", of: ({ folder }) => folder },
    ],
    rows,
  );
  for (const { notes } of systems) for (const note of notes) shell.note(`${note}\n`);
  for (const { where, gaps } of leftOut)
    shell.note(`left out: ${where}: ${gaps.map(({ reason }) => reason).join(" ")}\n`);
}
