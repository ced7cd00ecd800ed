import { type Fault, type Report, readParts, reportOn, yamlTree } from "@celadon/activity-to-inventory/closed-yaml";
import { simulatedChannels } from "./channels-of.ts";
import { eventsOf } from "./events-of.ts";
import { judgeDates } from "./judge-dates.ts";
import type { Scenario } from "./scenario.ts";
import { type ScenarioDraft, scenarioFields } from "./scenario-shape.ts";

export interface CheckedScenario {
  /** Absent when there is a fault. */
  readonly scenario?: Scenario;
  readonly faults: readonly Fault[];
}

/** Reads a scenario and tells everything that is wrong with it at once, by line. */
export function checkScenario(text: string): CheckedScenario {
  const { tree, faults } = yamlTree(text);
  if (tree === undefined) return { faults };
  const report = reportOn(tree);
  const draft = readParts(scenarioFields, tree, [], report);
  const scenario = draft && contentOf(draft, report);
  const all = report.faults();
  return all.length > 0 || scenario === undefined ? { faults: all } : { scenario, faults: [] };
}

/** Judges every part that could be read; the scenario only where all are there. */
function contentOf(draft: ScenarioDraft, report: Report): Scenario | undefined {
  const { factory, timeZone, begins, shifts, stops = [], production, peers, faults = {}, events: told = [] } = draft;
  judgeDates(draft, report);
  const channels = simulatedChannels(draft.channels ?? [], production?.channel, report);
  const events = eventsOf(told, { timeZone, channels, report });
  if (factory === undefined || timeZone === undefined || begins === undefined) return undefined;
  if (shifts === undefined || production === undefined) return undefined;
  return {
    factory,
    timeZone,
    begins,
    shifts: shifts.map(({ days, hours }) => ({ weekdays: days, ...hours })),
    stops: stops.map(({ rampUp = 0, ...stop }) => ({ ...stop, rampUp })),
    production,
    channels,
    faults,
    events,
    ...(peers === undefined ? {} : { peers }),
  };
}
