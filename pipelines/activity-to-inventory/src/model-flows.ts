import type { AmountText } from "./amount-text.ts";
import { meanUnits } from "./mean-units.ts";
import type { Channels } from "./model-channels.ts";
import type { FlowDraft, ProcessDraft } from "./process-shape.ts";
import type { Report } from "./report.ts";
import type { Entry } from "./shape-of-many.ts";

export const flowLists = ["makes", "uses", "takes", "emits", "handsOn"] as const;
type FlowList = (typeof flowLists)[number];

/** Where a flow stands in the file. */
export interface FlowPlace {
  readonly process: string;
  readonly list: FlowList;
  readonly flow: string;
  readonly draft: FlowDraft | undefined;
}

/** Every flow of every process, by `process/flow`. A name twice in one process is a fault: a line's id would mean two things. */
export function flowPlaces(processes: readonly Entry<ProcessDraft>[], report: Report): ReadonlyMap<string, FlowPlace> {
  const places = new Map<string, FlowPlace>();
  for (const { name: process, value } of processes) {
    for (const list of flowLists) {
      for (const { name: flow, value: draft } of value?.[list] ?? []) {
        const before = places.get(`${process}/${flow}`);
        if (before !== undefined) {
          report.say(["processes", process, list, flow], {
            isName: true,
            problem: `"${flow}" stands under ${before.list} and under ${list} of "${process}".`,
            fix: "Give one of them another name: a line is known by process and flow.",
          });
        } else places.set(`${process}/${flow}`, { process, list, flow, draft });
      }
    }
  }
  return places;
}

/** The unit each flow ends in, as far as it can be told without looking at other flows. */
export const flowUnits = (
  places: ReadonlyMap<string, FlowPlace>,
  channels: Channels,
): ReadonlyMap<string, string | undefined> =>
  new Map([...places].map(([key, { list, draft }]) => [key, draft && unitOfDraft(draft, list, channels)]));

function unitOfDraft(draft: FlowDraft, list: FlowList, channels: Channels): string | undefined {
  if (draft.unit !== undefined) return draft.unit;
  if (list === "emits") return "kg";
  const last = draft.times?.findLast((step) => step.factor !== undefined || unitOfStep(step, channels) !== undefined);
  if (last !== undefined) return last.factor === undefined ? unitOfStep(last, channels) : undefined;
  return startUnit(draft.amount, channels);
}

/** What a coefficient or a mean gives; undefined where it is a pure number. */
function unitOfStep(
  { unit, channel }: NonNullable<FlowDraft["times"]>[number],
  channels: Channels,
): string | undefined {
  const units = channel === undefined ? unit : meanUnits(channels.get(channel)?.unit ?? "%");
  return units?.unit;
}

function startUnit(amount: AmountText, channels: Channels): string | undefined {
  if (amount.kind !== "channels") return amount.unit;
  // The terms are sorted, so that the order in which an engineer adds them does not change the unit of the sum.
  const [first] = amount.terms;
  return first && channels.get(first.channel)?.amountUnit;
}
