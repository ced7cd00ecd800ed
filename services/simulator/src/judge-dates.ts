import type { Report } from "@celadon/activity-to-inventory/closed-yaml";
import type { ScenarioDraft } from "./scenario-shape.ts";

/** Judges the days of a scenario: its beginning, its stops, and whether the zone's days begin on UTC hours. */
export function judgeDates({ begins, stops = [], shifts, timeZone, peers }: ScenarioDraft, report: Report): void {
  const first = begins === undefined ? undefined : dateOf(begins);
  if (begins !== undefined && first === undefined)
    report.say(["begins"], { problem: `"${begins}" is no date.`, fix: "Write it like `2025-01-01`." });
  if (first !== undefined && timeZone !== undefined && !beginsOnHours(first.year, timeZone)) {
    report.say(["timeZone"], {
      problem: `Days in ${timeZone} do not begin on a UTC hour, and the truth is kept by UTC hours.`,
      fix: "Take a zone that is whole hours off UTC.",
    });
  }
  for (const [i, stop] of stops.entries()) {
    for (const [j, text] of stop.begins.entries()) {
      if (dateOf(/^\d\d-\d\d$/.test(text) ? `2001-${text}` : text) !== undefined) continue;
      report.say(["stops", i, "begins", j], {
        problem: `"${text}" is no day of a year, and no date.`,
        fix: "Write `10-01` for every year, or `2026-02-13`.",
      });
    }
  }
  if (shifts?.length === 0)
    report.say(["shifts"], { problem: "Nobody works.", fix: "Add `- { days: Mon-Fri, hours: 8-16 }`." });
  for (const language of ["en", "zh"] as const) {
    if (peers === undefined || peers.name[language].includes("{place}")) continue;
    report.say(["peers", "name", language], {
      problem: "All peers would have one name.",
      fix: "Put `{place}` into it, where the invented place belongs.",
    });
  }
}

function dateOf(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Looked at once a month: clocks change by whole hours, or the zone is off the hour for months. */
const beginsOnHours = (year: number, timeZone: string): boolean =>
  Array.from({ length: 12 }, (_, i) =>
    Temporal.PlainDate.from({ year, month: i + 1, day: 1 }).toZonedDateTime(timeZone),
  ).every(({ epochMilliseconds }) => epochMilliseconds % 3_600_000 === 0);
