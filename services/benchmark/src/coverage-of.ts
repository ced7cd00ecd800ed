import type { Indicator } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";

/** Share of the needed channel time that was measured or estimated; null where nothing metered is needed. */
export const coverageOf = ({ measuredShare, estimatedShare }: Indicator): string | null =>
  measuredShare === "" ? null : new Decimal(measuredShare).plus(estimatedShare).toFixed();
