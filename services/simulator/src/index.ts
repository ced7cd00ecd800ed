export { type CheckedScenario, checkScenario } from "./check-scenario.ts";
export { nextReadings } from "./next-readings.ts";
export { type Peer, peersOf } from "./peers-of.ts";
export { readScenario } from "./read-scenario.ts";
export { readingsBetween } from "./readings-between.ts";
export type { Scenario } from "./scenario.ts";
export { joinedHours, type SentHour, type SentReading } from "./sent-hour.ts";
export { type ChannelTruth, type PeriodTruth, truthOf } from "./truth-of.ts";
