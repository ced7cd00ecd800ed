import type { Meter } from "@celadon/runtime";
import type { FrameResult } from "./take-frame.ts";

/** Counts what became of frames; told to the metrics now and then, as each telling costs as much as a part of a frame. */
export interface FrameCounts {
  readonly add: (result: FrameResult) => void;
  readonly tell: () => void;
}

export function frameCounts(meter: Meter): FrameCounts {
  const counts = new Map<FrameResult, number>();
  return {
    add: (result) => {
      const before = counts.get(result);
      counts.set(result, before === undefined ? 1 : before + 1);
    },
    tell: () => {
      for (const [result, count] of counts) meter.count("celadon_station_frames_total", { result }, count);
      counts.clear();
    },
  };
}
