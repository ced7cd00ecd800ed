import type { Report } from "@celadon/activity-to-inventory/closed-yaml";
import { placesOf } from "@celadon/meter-to-telemetry/modbus-point";
import type { ModbusFile, PointEntry } from "./modbus-shape.ts";

/** What is wrong with the slaves of a meters file taken together. */
export function sayModbusFaults(file: ModbusFile, report: Report): void {
  const owners = new Map<string, string>();
  for (const { name: source, value } of file) {
    for (const { name: channel, value: point } of value?.points ?? []) {
      const path = ["modbus", source, "points", channel];
      if (value === undefined || point === undefined) continue;
      const fault = pointFault(point);
      if (fault !== undefined) report.say(path, fault);
      const key = `${value.factory}\n${channel}`;
      const other = owners.get(key);
      owners.set(key, source);
      if (other === undefined) continue;
      report.say(path, {
        problem: `The sources "${other}" and "${source}" both send the channel "${channel}" of ${value.factory}.`,
        fix: "A channel has one source: give one of them another name.",
        isName: true,
      });
    }
  }
}

function pointFault(point: PointEntry): { readonly problem: string; readonly fix: string } | undefined {
  const isBits = point.function === "1" || point.function === "2";
  if (!isBits && (point.type === undefined || point.type === "bit"))
    return { problem: "Registers have a type.", fix: "Add `type`, such as uint32." };
  if (isBits && point.type !== undefined && point.type !== "bit")
    return { problem: `Function ${point.function} reads bits, not ${point.type}.`, fix: "Take `type` out." };
  const places = placesOf[point.type ?? "bit"];
  if (point.address + places > 65_536)
    return { problem: `Address ${point.address} leaves no room for ${places} registers.`, fix: "The last is 65535." };
  if (point.scale === "0") return { problem: "Scaled by 0, each value is the same.", fix: "Take `scale` out." };
  return undefined;
}
