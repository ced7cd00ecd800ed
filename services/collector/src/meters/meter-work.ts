import type { Log, Meter, Metrics, Store } from "@celadon/runtime";
import { hj212Work } from "../hj212/hj212-work.ts";
import { mqttWork } from "../mqtt/mqtt-work.ts";
import { sparkplugWork } from "../sparkplug/sparkplug-work.ts";
import type { MeterDoor } from "./meter-door.ts";
import type { MetersFile } from "./meters-file.ts";

/** What every way stands on. */
export interface MeterPorts {
  readonly door: MeterDoor;
  readonly store: Store;
  readonly notes: Log;
  readonly meter: Meter;
  readonly gauge: Metrics["gauge"];
  readonly now: () => number;
}

/** Listens or asks until the signal aborts, and has then finished what was in hand. */
export type MeterWork = (signal: AbortSignal) => Promise<void>;

/** The work of every way that the meters file names. */
export const meterWork = ({ hj212, mqtt, sparkplug }: MetersFile, ports: MeterPorts): readonly MeterWork[] => [
  ...(hj212 === undefined ? [] : [hj212Work(hj212, ports)]),
  ...(mqtt === undefined ? [] : [mqttWork(mqtt, ports)]),
  ...(sparkplug === undefined ? [] : [sparkplugWork(sparkplug, ports)]),
];
