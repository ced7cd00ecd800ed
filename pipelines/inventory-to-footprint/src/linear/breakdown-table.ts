import type { Breakdown } from "./breakdown.ts";
import { csvCell } from "./csv-cell.ts";

/**
 * A breakdown as lines of a CSV: its parts, then the rest, then the total, told apart by `kind`; the values of the parts and the rest add up
 * to the total. A share is empty where the total is too small for one.
 */
export function* breakdownTable({ parts, rest, total, positive, negative, unit }: Breakdown): Generator<string> {
  yield "kind,id,name,flow_id,process_id,positive,negative,value,unit,share\n";
  for (const part of parts) yield line("part", part, unit);
  yield line("rest", { ...rest, id: "", name: "" }, unit);
  yield line("total", { id: "", name: "", positive, negative, amount: total, share: null }, unit);
}

const line = (kind: string, part: Breakdown["parts"][number], unit: string): string => {
  const { id, name, flow = "", process = "", positive, negative, amount, share } = part;
  const figures = [positive, negative, amount].map((value) => `${value}`);
  const cells = [kind, id, name, flow, process, ...figures, unit, share === null ? "" : `${share}`];
  return `${cells.map(csvCell).join(",")}\n`;
};
