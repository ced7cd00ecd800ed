import { type BalanceRow, balanceRows, channelsBalanced } from "@celadon/activity-to-inventory";
import { hourFrom, instantText, localText, type Period, readInstant } from "@celadon/quantity";
import { refuse, type Store } from "@celadon/runtime";
import { activitySpan } from "./activity-span.ts";
import { type ModelVersion, storedModels } from "./stored-models.ts";
import { storedWindows } from "./stored-windows.ts";

/** A balance as the interface tells it: instants as text, on the plant's own clock too. */
export interface ToldBalance extends Omit<BalanceRow, "fromMs" | "toMs" | "exceeding"> {
  readonly factory: string;
  readonly from: string;
  readonly to: string;
  readonly localFrom: string;
  readonly localTo: string;
  readonly exceeding: { readonly hours: number; readonly first: string | undefined; readonly most: string };
}

/** The balances of a plant over a period, worked out from its windows as they stand; of all its activity where no period is given. */
export async function plantBalances(
  store: Store,
  asked: { readonly factory: string; readonly from: string | undefined; readonly to: string | undefined },
): Promise<readonly ToldBalance[]> {
  const { factory } = asked;
  const models = await storedModels(store, [factory]);
  const latest = models.at(-1)?.model;
  if (latest === undefined) {
    throw refuse({
      status: 404,
      code: "no-model",
      message: `"${factory}" has no plant model: celadon plant apply FILE.`,
    });
  }
  const period = await periodOf(store, models, asked);
  if (period === undefined) return [];
  const names = [...new Set(models.flatMap(({ model }) => [...channelsBalanced(model)]))];
  const wanted = [{ factory, channels: names.map((name) => ({ name })) }];
  const windows = (await storedWindows(store, wanted, period)).get(factory) ?? new Map();
  const local = (atMs: number): string => localText(atMs, latest.timeZone);
  return balanceRows({ period, models, windows }).map(({ fromMs, toMs, exceeding, ...row }) => ({
    factory,
    ...row,
    ...{ from: instantText(fromMs), to: instantText(toMs), localFrom: local(fromMs), localTo: local(toMs) },
    exceeding: {
      hours: exceeding.hours,
      first: exceeding.firstMs === undefined ? undefined : local(exceeding.firstMs),
      most: exceeding.most,
    },
  }));
}

async function periodOf(
  store: Store,
  models: readonly ModelVersion[],
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
): Promise<Period | undefined> {
  const { model } = models.at(-1) as ModelVersion; // looked at before
  const { all } = await activitySpan(store, model, { fromMs: 0, toMs: 0 });
  const fromMs = from === undefined ? all?.fromMs : instantOf("from", from, model.timeZone);
  const toMs = to === undefined ? all?.toMs : instantOf("to", to, model.timeZone);
  if (fromMs === undefined || toMs === undefined) return undefined;
  if (fromMs < toMs) return { fromMs: hourFrom(fromMs), toMs: hourFrom(toMs) };
  throw refuse({ status: 400, code: "bad-period", message: `"from" ${from} is not before "to" ${to}: swap them.` });
}

/** A day of the plant's calendar, at its beginning, or an instant. */
function instantOf(name: string, text: string, timeZone: string): number {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && readInstant(`${text}T00:00Z`) !== undefined;
  const atMs = isDay ? Temporal.PlainDate.from(text).toZonedDateTime(timeZone).epochMilliseconds : readInstant(text);
  if (atMs !== undefined) return atMs;
  const message = `"${name}" is "${text}", which is no day of the plant (2026-07-01) and no date and time with its offset.`;
  throw refuse({ status: 400, code: "bad-instant", message });
}
