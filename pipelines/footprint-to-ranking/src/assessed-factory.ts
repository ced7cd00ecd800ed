import type { Indicator, PeerGroup } from "@celadon/proto";
import type { MeasuredName } from "./indicator-units.ts";
import type { MonthSpan } from "./month-span.ts";
import type { Entry } from "./rank.ts";

/** What is known of a factory, for an assessment: figures per unit of one product over the same months. */
export interface AssessedFactory {
  readonly factory: string;
  readonly product: string;
  readonly declaredUnit: string;
  readonly timeZone: string;
  readonly months: MonthSpan;
  readonly isSimulated: boolean;
  readonly measured: ReadonlyMap<MeasuredName, MeasuredFigure>;
  /** Undefined where there is none at all. */
  readonly footprint: FootprintFigure | undefined;
}

export interface MeasuredFigure {
  readonly own: Indicator;
  /** Among whom it may be compared, and everybody in there, itself too; undefined where it is compared with nobody. */
  readonly group: PeerGroup | undefined;
  readonly entries: readonly Entry[];
}

export interface FootprintFigure {
  readonly indicator: Indicator;
  readonly boundary: string;
}
