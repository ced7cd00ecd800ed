import { localText } from "@celadon/quantity";
import { type EventLog, refuse, type Store } from "@celadon/runtime";
import { activePeriods } from "./active-periods.ts";
import { activitySpan } from "./activity-span.ts";
import type { Calculated } from "./footprint-periods.ts";
import { giveLastWord } from "./last-word.ts";
import { type RenewalPorts, renewPeriods, sharesOf } from "./renew-periods.ts";
import type { Stored } from "./shelf.ts";
import { type ModelVersion, storedModels } from "./stored-models.ts";

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
  const models = await storedModels(ports.store, [factory]);
  if (models.length === 0) {
    const message = `No plant model of "${factory}" is applied: celadon plant apply FILE.`;
    throw refuse({ status: 404, code: "unknown-plant", message });
  }
  const periods =
    fromMs !== undefined && toMs !== undefined
      ? [{ fromMs, toMs }]
      : inForce(models, await activePeriods(ports.store, models));
  if (periods.length === 0) {
    const message = `No channel of "${factory}" has activity yet: send readings first.`;
    throw refuse({ status: 422, code: "no-activity", message });
  }
  const ids = new Set<string>();
  const renewed: Calculated[] = [];
  for (const share of sharesOf([{ factory, periods, position: "" }]))
    renewed.push(...(await renewPeriods(share, ports)));
  const [latest] = models.slice(-1);
  if (ports.shared !== undefined && latest !== undefined) await giveLastWord(ports.shared, latest.model, periods);
  for (const { outcome } of renewed) {
    if (outcome.kind !== "accept") {
      const status = statuses[outcome.reason] ?? 422;
      const when = isAboutTime.has(outcome.reason) ? await knownText(ports.store, models) : "";
      throw refuse({ status, code: outcome.reason, message: `${outcome.evidence}${when}` });
    }
    const [refusal] = outcome.value.refusals.filter((one) => product === undefined || one.product === product);
    if (refusal !== undefined) throw refuse({ status: 422, code: refusal.reason, message: refusal.evidence });
    for (const footprint of outcome.value.footprints) ids.add(footprint.id);
  }
  const stored = await ports.shelf.list({ factory, product, history: false });
  return stored.filter(({ footprint }) => ids.has(footprint.id));
}

/**
 * Without those that end before the first model begins: a first reading tells of the time before it, which belongs to no model and
 * has no footprint. Where nothing else is left, the first refusal says why.
 */
function inForce<P extends { readonly toMs: number }>(models: readonly ModelVersion[], periods: readonly P[]) {
  const begin = models[0]?.fromMs;
  const some = periods.filter(({ toMs }) => begin === undefined || toMs > begin);
  return some.length === 0 ? periods : some;
}

const isAboutTime = new Set(["no-model", "no-activity"]);

/** From when to when there is something to work out, on the plant's own clock. */
async function knownText(store: Store, models: readonly ModelVersion[]): Promise<string> {
  const [first, latest] = [models[0], models.at(-1)];
  if (first === undefined || latest === undefined) return "";
  const { factory, timeZone } = latest.model;
  const { all } = await activitySpan(store, latest.model, { fromMs: 0, toMs: 0 });
  const on = (atMs: number): string => localText(atMs, timeZone);
  const data =
    all === undefined ? "has no readings that count" : `has readings from ${on(all.fromMs)} to ${on(all.toMs)}`;
  return ` "${factory}" ${data}, and a plant model from ${on(first.fromMs)} on.`;
}

/** Most refusals of a calculation say that the plant's state does not allow it; these two are about the question. */
const statuses: Readonly<Record<string, number>> = { "bad-period": 400, "no-model": 404 };
