import { counted, countText } from "./counted.ts";
import type { CurrentFootprint } from "./current-footprints.ts";
import { dayText } from "./footprint-row.ts";
import { type Column, printTable } from "./print-table.ts";
import type { Shell } from "./shell.ts";

/** What computing again came to: of the windows as the interface gives it, and of the footprints that rest on them. */
export interface RebuildReport {
  readonly id: string;
  readonly factory: string;
  readonly channels: readonly RebuiltChannel[];
  readonly footprints: {
    readonly compared: number;
    /** Those that hold now and did not before. */
    readonly fresh: readonly CurrentFootprint[];
    /** Those that held before and do no more. */
    readonly gone: readonly CurrentFootprint[];
  };
}

interface RebuiltChannel {
  readonly channel: string;
  readonly hours: number;
  readonly differingHours: number;
  readonly differingVerdicts: number;
  readonly differing: readonly { readonly from: string; readonly to: string }[];
}

const stretchesMax = 3;

const columns: readonly Column<RebuiltChannel>[] = [
  { head: "CHANNEL", of: ({ channel }) => channel },
  { head: "HOURS", of: ({ hours }) => countText(hours), isFigure: true },
  { head: "DIFFERED", of: ({ differingHours }) => countText(differingHours), isFigure: true },
  { head: "READINGS JUDGED ANEW", of: ({ differingVerdicts }) => countText(differingVerdicts), isFigure: true },
  { head: "WHEN", of: whenText },
];

const footprintColumns: readonly Column<CurrentFootprint & { readonly what: string }>[] = [
  { head: "FOOTPRINT", of: ({ id }) => id },
  { head: "PRODUCT", of: ({ product }) => product },
  { head: "FROM", of: ({ localFrom }) => dayText(localFrom) },
  { head: "TO", of: ({ localTo }) => dayText(localTo) },
  { head: "", of: ({ what }) => what },
];

function whenText({ differing }: RebuiltChannel): string {
  const shown = differing.slice(0, stretchesMax).map(({ from, to }) => `${from}/${to}`);
  const others = differing.length - shown.length;
  return `${shown.join(", ")}${others === 0 ? "" : ` and ${counted(others, "other stretch", "other stretches")}`}`;
}

const hasDiffered = ({ differingHours, differingVerdicts }: RebuiltChannel): boolean =>
  differingHours + differingVerdicts > 0;

/** Whether everything stood as the readings say. */
export const isIdentical = ({ channels, footprints: { fresh, gone } }: RebuildReport): boolean =>
  !channels.some(hasDiffered) && fresh.length + gone.length === 0;

/** Prints how much was compared, and what differed: channels with their hours, and footprints. */
export async function printRebuildReport(shell: Shell, report: RebuildReport): Promise<void> {
  const { factory, channels, footprints } = report;
  const hours = channels.reduce((sum, channel) => sum + channel.hours, 0);
  const what = [
    counted(channels.length, "channel"),
    counted(hours, "hour"),
    counted(footprints.compared, "footprint"),
  ].join(", ");
  const outcome = isIdentical(report) ? "nothing differed" : "some differed; what the readings say stands now";
  await shell.print(`Computed again, ${factory}: ${what}; ${outcome}.\n`);
  await printTable(shell, columns, channels.filter(hasDiffered));
  await printTable(shell, footprintColumns, [
    ...footprints.gone.map((one) => ({ ...one, what: "held before" })),
    ...footprints.fresh.map((one) => ({ ...one, what: "holds now" })),
  ]);
}
