import { hourMs, type InstantMs } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";

/** Where an hour ends, or the part of one that a lot cuts off. */
export const endOfHour = ({ hourMs: fromMs, untilMs = fromMs + hourMs }: ActivityHour): InstantMs => untilMs;
