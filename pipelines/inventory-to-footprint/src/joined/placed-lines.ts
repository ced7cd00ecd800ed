import type { Line } from "@celadon/proto";
import { type Decimal, readDecimal, unitOf } from "@celadon/quantity";
import type { Column } from "../plant/columns-of.ts";
import type { Plant } from "../plant/plant-of.ts";
import { primaryPart } from "../plant/primary-share.ts";
import type { Item, Taking } from "./draft-system.ts";
import { type Place, placesOf, viewsOf } from "./place.ts";
import type { Names } from "./plant-names.ts";

/** A line, where it belongs, and what it takes, not yet of whom. */
export interface PlacedLine {
  readonly line: Line;
  readonly place: Place;
  readonly taking: Omit<Taking, "of">;
  /** The column of its own that its direct emissions need: they belong elsewhere than those of its process. */
  readonly own: Item | undefined;
}

/** The lines with the columns that bear them. */
export function placedLines(
  lines: readonly Line[],
  { inventory }: Plant,
  { upstream, names }: { readonly upstream: readonly Column[]; readonly names: Names },
): readonly PlacedLine[] {
  const stages = new Map(inventory.processes.map(({ id, stage }) => [id, stage]));
  const placeOf = placesOf(inventory.processes);
  return lines.map((line) => {
    const place = placeOf(line);
    const unit = unitOf(line.unit);
    const bearing = upstream.filter(({ process, share }) => process === line.process && share?.isZero() === false);
    const isElsewhere = line.direct.length > 0 && (place.stage !== stages.get(line.process) || place.scope !== "1");
    return {
      line,
      place,
      taking: {
        ...{ line: line.id, process: line.process, activity: line.activity },
        rows: line.factors.map(({ id }) => id),
        amount: line.amount === "" ? undefined : readDecimal(line.amount),
        unit: unit.kind === "accept" ? unit.value : undefined,
        primary: primaryPart(line),
        columns: bearing.map((column) => ({ id: names.column(column), share: column.share as Decimal })),
      },
      own: isElsewhere ? { id: names.line(line.id), name: line.flow, unit: "", ...viewsOf(place) } : undefined,
    };
  });
}
