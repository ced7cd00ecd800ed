import { type EventLog, refuse } from "@celadon/runtime";
import { activePeriods } from "./active-periods.ts";
import { giveLastWord } from "./last-word.ts";
import { type RenewalPorts, renewPeriods } from "./renew-periods.ts";
import type { Stored } from "./shelf.ts";
import { storedModels } from "./stored-models.ts";

export interface ComputePorts extends RenewalPorts {
  /** The log, where several footprinters share the store. */
  readonly shared?: EventLog | undefined;
}

export interface Wanted {
  readonly factory: string;
  readonly product?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/**
 * Calculates footprints now: of the period given, or of every calendar period that holds activity. Stores what is new and
 * returns what is current. Refused: a period without an hour or a model, a model without an
 * answer.
 */
export async function computeFootprints(
  { factory, product, fromMs, toMs }: Wanted,
  ports: ComputePorts,
): Promise<readonly Stored[]> {
  const models = await storedModels(ports.store, factory);
  if (models.length === 0) {
    const message = `No plant model of "${factory}" is applied: celadon plant apply FILE.`;
    throw refuse({ status: 404, code: "unknown-plant", message });
  }
  const periods =
    fromMs !== undefined && toMs !== undefined ? [{ fromMs, toMs }] : await activePeriods(ports.store, models);
  if (periods.length === 0) {
    const message = `No channel of "${factory}" has activity yet: send readings first.`;
    throw refuse({ status: 422, code: "no-activity", message });
  }
  const ids = new Set<string>();
  const renewed = await renewPeriods(factory, periods, "", ports);
  const [latest] = models.slice(-1);
  if (ports.shared !== undefined && latest !== undefined) await giveLastWord(ports.shared, latest.model, periods);
  for (const { outcome } of renewed) {
    if (outcome.kind !== "accept") {
      const status = statuses[outcome.reason] ?? 422;
      throw refuse({ status, code: outcome.reason, message: outcome.evidence });
    }
    const [refusal] = outcome.value.refusals.filter((one) => product === undefined || one.product === product);
    if (refusal !== undefined) throw refuse({ status: 422, code: refusal.reason, message: refusal.evidence });
    for (const footprint of outcome.value.footprints) ids.add(footprint.id);
  }
  const stored = await ports.shelf.list({ factory, product, history: false });
  return stored.filter(({ footprint }) => ids.has(footprint.id));
}

/** Most refusals of a calculation say that the plant's state does not allow it; these two are about the question. */
const statuses: Readonly<Record<string, number>> = { "bad-period": 400, "no-model": 404 };
