import { hourMs, hourOf } from "@celadon/quantity";
import { addedAt, type Step } from "./step.ts";

/** What a channel did in a stretch of time. */
export interface Part {
  readonly pico: bigint;
  readonly measuredMs: number;
  readonly estimatedMs: number;
}

/** An hour that an instant within it cuts in two: all of it, and its part before the instant. The part behind is the difference. */
export interface HourCut {
  readonly atMs: number;
  readonly hour: Part & { readonly marks: number };
  readonly before: Part;
}

/** Cuts that grow with the steps of a channel. */
export interface HourCuts {
  /** The next step, in order of time. */
  readonly add: (step: Step) => void;
  readonly cuts: readonly HourCut[];
}

const nothing: Part = { pico: 0n, measuredMs: 0, estimatedMs: 0 };

/**
 * The hours that hold the instants, in order of time, cut there:  before = C(instant) - C(hour), C rounded once per border as in
 * windows; never a proportion of the hour. So parts add up to the hour, and the hour is the window, to the last digit.
 */
export function hourCuts(instants: readonly number[]): HourCuts {
  const cuts: HourCut[] = instants.map((atMs) => ({ atMs, hour: { ...nothing, marks: 0 }, before: nothing }));
  let first = 0;
  return {
    cuts,
    add: (step) => {
      for (let cut = cuts[first]; cut !== undefined && hourOf(cut.atMs) + hourMs <= step.fromMs; cut = cuts[first]) {
        first += 1; // no later step reaches back to it
      }
      for (let i = first; i < cuts.length; i++) {
        const { atMs, hour, before } = cuts[i] as HourCut;
        const startMs = hourOf(atMs);
        if (startMs >= step.toMs) break;
        cuts[i] = {
          atMs,
          hour: { ...withStep(hour, step, startMs, startMs + hourMs), marks: hour.marks | step.marks },
          before: withStep(before, step, startMs, atMs),
        };
      }
    },
  };
}

function withStep(part: Part, step: Step, startMs: number, endMs: number): Part {
  const [from, to] = [Math.max(startMs, step.fromMs), Math.min(endMs, step.toMs)];
  if (from >= to) return part;
  return {
    pico: part.pico + addedAt(step, to) - addedAt(step, from),
    measuredMs: part.measuredMs + (step.isMeasured ? to - from : 0),
    estimatedMs: part.estimatedMs + (step.isMeasured ? 0 : to - from),
  };
}
