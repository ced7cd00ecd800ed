import type { Factor, FactorRelease } from "@celadon/factors";
import { didYouMean } from "@celadon/quantity";
import { refuse } from "@celadon/runtime";

/** The row of this id; refused where there is none, with those that are near. */
export function factorOf(release: FactorRelease, id: string): Factor {
  const row = release.rows.find((one) => one.id === id);
  if (row !== undefined) return row;
  const near = didYouMean(
    id,
    release.rows.map((one) => one.id),
  );
  const message = `No factor row is called "${id}".${near} See: celadon factors search.`;
  throw refuse({ status: 404, code: "unknown-factor", message });
}
