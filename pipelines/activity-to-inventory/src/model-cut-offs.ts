import type { Channels } from "./model-channels.ts";
import type { FlowPlace } from "./model-flows.ts";
import type { CutOff } from "./plant-model.ts";
import type { Report } from "./report.ts";
import { unknownName } from "./unknown-name.ts";

/**
 * A cut-off names a line or a channel that exists. It cannot excuse what a process makes: with less production the figure
 * per unit would be higher, and nobody could call it a lower bound.
 */
export function judgeCutOffs(
  cutOffs: readonly CutOff[],
  { places, channels }: { readonly places: ReadonlyMap<string, FlowPlace>; readonly channels: Channels },
  report: Report,
): void {
  for (const [i, { of }] of cutOffs.entries()) {
    const place = places.get(of);
    const path = ["cutOffs", i, "of"];
    if (place === undefined && !channels.has(of)) {
      const fix = "Write a line as `process/flow`, or a channel. What is in no line belongs under notModelled.";
      report.say(path, unknownName("Line or channel", of, [...places.keys(), ...channels.keys()], fix));
    }
    if (place?.list === "makes") {
      report.say(path, {
        problem: `"${of}" is production, which cannot be cut off: the figure per unit would no longer be a lower bound.`,
        fix: "Name an estimation under whenMissing of its channel.",
      });
    }
  }
}
