import { failed } from "./ending.ts";
import { dayText, type FootprintRow } from "./footprint-row.ts";
import { askJson, type Service } from "./service.ts";

const whole = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface FootprintWish {
  /** A whole id, or its beginning. Absent: the only one that the other words leave. */
  readonly id?: string | undefined;
  readonly factory?: string | undefined;
  readonly product?: string | undefined;
}

/** The whole id of the footprint a person means. Throws a sentence when there is none, or several. */
export async function footprintId(service: Service, { id, factory, product }: FootprintWish): Promise<string> {
  if (id !== undefined && whole.test(id)) return id;
  // The beginning of an id may be of a superseded footprint; without an id only the current ones are meant.
  const query = { factory, product, all: id === undefined ? undefined : "true" };
  const rows = await askJson<readonly FootprintRow[]>(service, { path: "/v1/footprints", query });
  const fitting = rows.filter((row) => id === undefined || row.id.startsWith(id.toLowerCase()));
  const [one] = fitting;
  if (one !== undefined && fitting.length === 1) return one.id;
  const whose = [factory, product].filter((name) => name !== undefined).join(", product ");
  const wanted = id !== undefined ? `"${id}" begins the id of` : `${whose === "" ? "Celadon" : whose} has`;
  if (one === undefined) throw failed(`${wanted} no such footprint: celadon footprint list shows what there is.`);
  const some = fitting
    .slice(0, listed)
    .map((row) => `  ${row.id}  ${row.factory}, ${row.product}, ${dayText(row.localFrom)}`);
  const more = fitting.length > listed ? [`  and ${fitting.length - listed} more: celadon footprint list`] : [];
  throw failed([`${wanted} ${fitting.length} footprints; say which by its id:`, ...some, ...more].join("\n"));
}

const listed = 12;
