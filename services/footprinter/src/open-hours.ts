import type { ActivityHour } from "@celadon/activity-to-inventory";
import type { ActivityEvent } from "@celadon/proto";
import { hourMs, hourOf } from "@celadon/quantity";

/** The hours that the channels of factories stand in, as footprints saw them last. */
export interface OpenHours {
  /**
   * Remembers what the footprints of a factory, which are on the shelf, were made from, and where its lots begin and end: a lot may
   * be complete as soon as its channels pass its end, within the hour.
   */
  saw(factory: string, windows: ReadonlyMap<string, readonly ActivityHour[]>, bordersMs: readonly number[]): void;
  /**
   * Whether an event can change a footprint. It can not where all it tells of are readings appended within the hour that their
   * channel stood in before and has covered in part: no footprint that uses the channel reaches into that hour, nor does one reach
   * further before the channel has left it. A plant whose meters speak every second has nothing new but once an hour.
   */
  canChange(event: ActivityEvent): boolean;
}

/** Of the events of one assignment of partitions: what another footprinter saw in between is not known here. */
export function openHours(): OpenHours {
  const byFactory = new Map<string, ReadonlyMap<string, bigint>>();
  return {
    saw: (factory, windows, bordersMs) => {
      const cut = new Set(bordersMs.map(hourOf));
      const open = [...windows].flatMap(([channel, hours]) => {
        const last = hours.findLast((hour) => coveredMs(hour) > 0);
        const isOpen = last !== undefined && coveredMs(last) < hourMs && !cut.has(last.hourMs);
        return isOpen ? [[channel, BigInt(last.hourMs)] as const] : [];
      });
      byFactory.set(factory, new Map(open));
    },
    canChange: ({ factory, models, touched }) => {
      const open = byFactory.get(factory);
      if (open === undefined || models.length > 0) return true;
      return !touched.every(
        ({ channel, fromMs, toMs, appended }) =>
          appended && toMs - fromMs === BigInt(hourMs) && open.get(channel) === fromMs,
      );
    },
  };
}

const coveredMs = ({ measuredMs, estimatedMs }: ActivityHour): number => measuredMs + estimatedMs;
