import { failed } from "./ending.ts";
import { latestOver } from "./footprint-id.ts";
import { dayText, type FootprintRow } from "./footprint-row.ts";
import { askJson, type Service } from "./service.ts";

/** First day of the latest complete footprint of a factory over so many whole months, and the day behind it. Throws a sentence where there is none. */
export async function latestPeriod(
  service: Service,
  {
    factory,
    product,
    months,
  }: { readonly factory: string; readonly product: string | undefined; readonly months: number },
): Promise<{ readonly from: string; readonly to: string }> {
  const query = { factory, product, all: undefined };
  const rows = latestOver(months, await askJson<readonly FootprintRow[]>(service, { path: "/v1/footprints", query }));
  const [last] = rows.toSorted((a, b) => (a.localTo < b.localTo ? 1 : -1));
  if (last !== undefined) return { from: dayText(last.localFrom), to: dayText(last.localTo) };
  throw failed(
    `${factory} has no complete footprint over ${months} months: celadon footprint list shows what there is, and --period takes any months.`,
  );
}
