import type { MetricUses } from "@celadon/meter-to-telemetry";
import { Decimal } from "@celadon/quantity";
import { unitCode } from "../meters/unit-code.ts";
import type { NodeEntry } from "./sparkplug-shape.ts";

/** What the file says of the metrics of a node; undefined where it says nothing, and every number is read as it is. */
export const usesOf = ({ metrics }: Pick<NodeEntry, "metrics">): MetricUses =>
  metrics &&
  new Map(
    metrics.flatMap(({ name, value }) => {
      if (value === undefined) return [];
      const scale = value.scale === undefined ? undefined : new Decimal(value.scale);
      return [[name, { scale, unitCode: unitCode(value.unit) }] as const];
    }),
  );
