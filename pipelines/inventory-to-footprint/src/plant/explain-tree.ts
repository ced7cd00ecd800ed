import type { Contribution, ExplainNode, Footprint, Inventory, Output, Process, SharedOver, Use } from "@celadon/proto";
import { localText, perWords, readDecimal } from "@celadon/quantity";
import { explainAmount } from "./explain-amount.ts";
import { explainLine } from "./explain-line.ts";
import { childId, detailsOf, explainNode } from "./explain-node.ts";

/**
 * What a footprint was made from, as a tree:
 *
 *   footprint = sum of processes = sum of lines = (sum of gases) x scale
 *   gas       = amount x factor x GWP,  amount = sum of channel stretches x coefficient
 *   scale     = part of the process's period, worked out from the amounts made and used, which stand below it
 *
 * Multiplied up, the leaves give the figure again, to the last digit. Gaps stand beside the processes. Pure and whole: depth
 * and limits are the caller's.
 */
export function explainTree(footprint: Footprint): ExplainNode {
  const { inventory, product, declaredAmount, declaredUnit, total, absolute } = footprint;
  if (inventory === undefined)
    throw new Error(`Footprint ${footprint.id} has no inventory: ask for it with all its parts.`);
  const id = `footprint:${footprint.id}`;
  const isPerUnit = inventory.reach !== "running" && footprint.produced !== undefined;
  const name = footprint.productName === "" ? product : footprint.productName;
  return explainNode({
    id,
    kind: "footprint",
    label: isPerUnit
      ? `${name}, per ${perWords({ amount: declaredAmount, unit: declaredUnit })}`
      : `${name}, whole period`,
    amount: isPerUnit ? total : absolute,
    unit: "kgCO2e",
    rule: "sum",
    fromMs: footprint.fromMs,
    toMs: footprint.toMs,
    marks: footprint.marks,
    details: detailsOf({
      status: footprint.status,
      ...(footprint.lot && {
        lot: footprint.lot.name,
        quantity: `${footprint.lot.quantity} ${footprint.lot.unit}`,
      }),
      produced: footprint.produced ?? "",
      boundary: footprint.boundary,
      gwpSet: footprint.gwpSet,
      method: footprint.method,
      factorRelease: footprint.factorRelease,
      activityDigest: footprint.activityDigest,
    }),
    children: [
      ...upstreamProcesses(inventory, product).map((process) => processNode(id, process, footprint, inventory)),
      ...footprint.gaps.map(({ kind, where, reason, excused }, i) =>
        explainNode({
          id: childId(id, "gap", `${i}`),
          kind: "gap",
          label: reason,
          details: detailsOf({ kind, where, excused: excused ? "yes" : "no" }),
        }),
      ),
    ],
  });
}

/** The processes a product needs: its maker, then what that uses, and so on. */
function upstreamProcesses({ processes }: Inventory, product: string): readonly Process[] {
  const needed = new Set<Process>();
  const wanted = [product];
  for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
    const maker = processes.find(({ outputs }) => outputs.some((output) => output.product === next));
    if (maker === undefined || needed.has(maker)) continue;
    needed.add(maker);
    for (const use of maker.uses) if (!readDecimal(use.amount)?.isZero()) wanted.push(use.product);
  }
  return [...needed];
}

/** Its lines, the largest first, those without a known amount last. */
function processNode(parent: string, process: Process, footprint: Footprint, inventory: Inventory): ExplainNode {
  const id = childId(parent, "process", process.id);
  const contributions = footprint.contributions.filter((one) => one.process === process.id);
  const gwps = new Map(footprint.gwps.map((row) => [row.gas, row]));
  const lines = inventory.lines
    .filter((line) => line.process === process.id)
    .map((line) => ({ line, rank: contributions.findIndex((one) => one.line === line.id) }))
    .sort((a, b) => (a.rank < 0 ? contributions.length : a.rank) - (b.rank < 0 ? contributions.length : b.rank))
    .map(({ line, rank }) => explainLine(id, line, contributions[rank], gwps));
  const overMonths = monthsText(process.allocation?.over, footprint.timeZone);
  const part = footprint.byProcess.find(({ name }) => name === process.id);
  return explainNode({
    id,
    kind: "process",
    label: process.id,
    amount: part?.amount,
    unit: "kgCO2e",
    rule: "sum",
    details: detailsOf({ stage: process.stage, share: part?.share ?? "" }),
    children: [...lines, scaleNode(id, process, { one: contributions[0], overMonths })],
  });
}

/** The months that a lot shares over, by the plant's calendar; nothing where it shares by its own time. */
function monthsText(over: SharedOver | undefined, timeZone: string): string {
  if (over === undefined) return "";
  const on = (atMs: bigint): string => localText(Number(atMs), timeZone);
  const soFar = over.reachedMs < over.toMs ? `, so far to ${on(over.reachedMs)}` : "";
  return `${on(over.fromMs).slice(0, 10)} to ${on(over.toMs).slice(0, 10)}${soFar}`;
}

/** What the scale of a process was worked out from: what it makes and uses, and its allocation. */
function scaleNode(
  parent: string,
  { id: process, outputs, uses, allocation }: Process,
  { one, overMonths }: { readonly one: Contribution | undefined; readonly overMonths: string },
): ExplainNode {
  const id = childId(parent, "scale", process);
  const shares = (allocation?.shares ?? []).map(({ product, share }) => `${product} ${share}`);
  // Of a lot: an amount beside which the lot's own stands is of the months.
  const label = (word: string, { product, amountOfLot, unit }: Output | Use): string =>
    amountOfLot === undefined
      ? `${word} ${product}`
      : `${word} ${product}, over the month (the lot itself: ${amountOfLot === "" ? "unknown" : `${amountOfLot} ${unit}`})`;
  return explainNode({
    id,
    kind: "scale",
    label: "part of the process's period, from all amounts made and used",
    amount: one?.scale,
    rule: "M s = f",
    details: detailsOf({ allocation: allocation?.method ?? "", shares: shares.join(", "), over: overMonths }),
    children: [
      ...outputs.map((output, i) => explainAmount(id, `makes ${i}`, { ...output, label: label("makes", output) })),
      ...uses.map((use, i) => explainAmount(id, `uses ${i}`, { ...use, label: label("uses", use) })),
    ],
  });
}
