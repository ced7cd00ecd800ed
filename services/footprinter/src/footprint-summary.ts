import type { FootprintSummary } from "@celadon/proto";
import type { Stored } from "./shelf.ts";

/** A footprint without its parts, as lists of the contract have it. */
export const footprintSummary = ({ footprint, isCurrent, supersedes }: Stored): FootprintSummary => ({
  id: footprint.id,
  factory: footprint.factory,
  product: footprint.product,
  productName: footprint.productName,
  fromMs: footprint.fromMs,
  toMs: footprint.toMs,
  timeZone: footprint.timeZone,
  status: footprint.status,
  current: isCurrent,
  supersedes,
  total: footprint.total,
  absolute: footprint.absolute,
  declaredAmount: footprint.declaredAmount,
  declaredUnit: footprint.declaredUnit,
  measuredShare: footprint.measuredShare,
  estimatedShare: footprint.estimatedShare,
  missingShare: footprint.missingShare,
  primaryDataShare: footprint.primaryDataShare,
  marks: footprint.marks,
  lot: footprint.lot,
  produced: footprint.produced,
});
