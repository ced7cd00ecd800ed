import { Decimal } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";

/** The hours as a meter would have counted them that is off by a part of every value; rounded at 12 decimals, as windows are. */
export const scaledHours = (hours: readonly ActivityHour[], factor: string): readonly ActivityHour[] =>
  hours.map((hour) => ({
    ...hour,
    amount: hour.amount === null ? null : new Decimal(hour.amount).times(factor).toDecimalPlaces(12).toFixed(),
  }));
