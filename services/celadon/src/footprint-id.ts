import { failed } from "./ending.ts";
import { dayText, type FootprintRow } from "./footprint-row.ts";
import { askJson, type Service } from "./service.ts";

const whole = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface FootprintWish {
  /** A whole id, or its beginning. Absent: the only one that the other words leave. */
  readonly id?: string | undefined;
  readonly factory?: string | undefined;
  readonly product?: string | undefined;
  /** The latest complete one over so many whole months. */
  readonly months?: number | undefined;
}

/** The whole id of the footprint a person means. Throws a sentence when there is none, or several. */
export async function footprintId(service: Service, { id, factory, product, months }: FootprintWish): Promise<string> {
  if (id !== undefined && whole.test(id)) return id;
  // The beginning of an id may be of a superseded footprint; without an id only the current ones are meant.
  const query = { factory, product, all: id === undefined ? undefined : "true" };
  const periods = await askJson<readonly FootprintRow[]>(service, { path: "/v1/footprints", query });
  const fits = id !== undefined && periods.some((row) => row.id.startsWith(id.toLowerCase()));
  const ofLots = id === undefined || fits ? undefined : { path: "/v1/footprints", query: { ...query, lots: "true" } };
  const rows = ofLots === undefined ? periods : await askJson<readonly FootprintRow[]>(service, ofLots);
  const named = rows.filter((row) => id === undefined || row.id.startsWith(id.toLowerCase()));
  const fitting = months === undefined ? named : latestOver(months, named);
  const [one] = fitting;
  if (one !== undefined && fitting.length === 1) return one.id;
  const whose = [factory, product].filter((name) => name !== undefined).join(", product ");
  const wanted = id !== undefined ? `"${id}" begins the id of` : `${whose === "" ? "Celadon" : whose} has`;
  const over = months === undefined ? "such footprint" : `complete footprint over ${months} months`;
  if (one === undefined) {
    const instead = months === undefined ? undefined : overOtherMonths(months, named);
    throw failed(`${wanted} no ${over}: ${instead ?? "celadon footprint list shows what there is."}`);
  }
  const some = fitting
    .slice(0, listed)
    .map((row) => `  ${row.id}  ${row.factory}, ${row.product}, ${dayText(row.localFrom)} to ${dayText(row.localTo)}`);
  const more = fitting.length > listed ? [`  and ${fitting.length - listed} more: celadon footprint list`] : [];
  throw failed([`${wanted} ${fitting.length} footprints; say which by its id:`, ...some, ...more].join("\n"));
}

/** Of each product the complete footprint over so many whole months that ends last. */
export function latestOver(months: number, rows: readonly FootprintRow[]): readonly FootprintRow[] {
  const latest = new Map<string, FootprintRow>();
  for (const row of rows) {
    if (row.status !== "complete" || monthOf(row.localTo) - monthOf(row.localFrom) !== months) continue;
    const other = latest.get(`${row.factory} ${row.product}`);
    if (other === undefined || monthOf(other.localTo) < monthOf(row.localTo))
      latest.set(`${row.factory} ${row.product}`, row);
  }
  return [...latest.values()];
}

/**
 * For footprints over other months than the plant file asks for: from when to when there are any of a product, and the command that
 * works one out over the last so many of them. Undefined where there are none of one product, or fewer months than are asked for.
 */
function overOtherMonths(months: number, rows: readonly FootprintRow[]): string | undefined {
  const whole = rows.filter(({ status, localFrom, localTo }) => {
    return status === "complete" && Number.isInteger(monthOf(localFrom)) && Number.isInteger(monthOf(localTo));
  });
  const [any] = whole;
  if (any === undefined) return undefined;
  const { factory, product } = any;
  if (whole.some((row) => row.factory !== factory || row.product !== product)) return undefined;
  const first = Math.min(...whole.map(({ localFrom }) => monthOf(localFrom)));
  const end = Math.max(...whole.map(({ localTo }) => monthOf(localTo)));
  const [from, to] = [first, end].map(firstDayOf);
  const has = `there are some from ${from} to ${to}.`;
  if (end - first < months) return `${has} Take fewer months, or bring in the readings of the others.`;
  const command = `celadon footprint compute --factory "${factory}" --product "${product}" --from ${firstDayOf(end - months)} --to ${to}`;
  return `${has} Work one out, then do the same again: ${command}`;
}

const firstDayOf = (month: number): string => String(Temporal.PlainDate.from("0000-01-01").add({ months: month }));

/** Months since year 0; a fraction where the text is not the begin of one. */
function monthOf(localText: string): number {
  const [, year, month, rest] = /^(\d{4})-(\d\d)-(.*)$/.exec(localText) ?? [];
  return Number(year) * 12 + Number(month) - 1 + (rest?.startsWith("01T00:00") === true ? 0 : 0.5);
}

const listed = 12;
