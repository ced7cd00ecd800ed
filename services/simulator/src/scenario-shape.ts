import {
  choice,
  dictionary,
  flag,
  list,
  may,
  name,
  nameRule,
  need,
  type RecordOf,
  record,
  text,
  timeZone,
} from "@celadon/activity-to-inventory/closed-yaml";
import {
  amount,
  clockHours,
  hourRange,
  monthList,
  percent,
  range,
  seasonPercent,
  weekdays,
  whole,
} from "./scenario-leaf.ts";

const shift = record({
  days: need(weekdays, "Days of the week, such as `Mon-Sat` or `Mon, Wed`."),
  hours: need(clockHours, "From when until when, such as `6-14`; a night is two entries, `22-24` and `0-6`."),
});

const stop = record({
  name: need(text, "Why the plant stands still."),
  begins: need(list(text), "First days: `10-01` for every year, or `2026-02-13`."),
  days: need(whole(1, 366), "How many days it lasts."),
  rampUp: may(whole(0, 60), "Days afterwards in which production comes back, in equal steps."),
});

const production = record({
  channel: need(text, "The channel that counts it; intensities are stated per unit of it."),
  perDay: need(range, "On a day of full shifts; peers draw from `low..mode..high`."),
  slow: may(
    record({
      months: need(monthList, "Months such as `7, 8`."),
      by: need(percent, "How much less is made in them."),
    }),
    "A slow season.",
  ),
});

const channel = record({
  kind: need(
    choice("counter", "interval", "rate", "state", "unmetered"),
    "What the meter sends; unmetered: only the truth knows it.",
  ),
  period: may(
    choice("1min", "5min", "10min", "15min", "20min", "30min", "1h", "calendar-day"),
    "How often it speaks. An unmetered channel has none.",
  ),
  start: may(amount, "counter: the register when the scenario begins, 0 where nothing is said."),
  modulus: may(amount, "counter: where the register starts again."),
  stamp: may(choice("start", "end"), "interval: which end of its period a reading carries; end where nothing is said."),
  whole: may(flag, "The meter shows whole units; thousandths where nothing is said."),
  perUnit: may(range, "Amount per unit of production, or of the channel `of`."),
  of: may(text, "With perUnit: another channel than production."),
  standby: may(percent, "With perUnit: the share of the mean that goes on day and night."),
  perDay: may(range, "The same every day, whatever is made."),
  daylight: may(flag, "With perDay: from six to six, most at noon."),
  level: may(range, "state: its mean."),
  receiptsOf: may(text, "Deliveries of what this channel uses, by plan."),
  load: may(amount, "With receiptsOf: one delivery."),
  on: may(weekdays, "With receiptsOf: the day of the week; every day where nothing is said."),
  sumOf: may(list(text), "The exact sum of these channels, and of its own amount where it has one."),
  less: may(list(text), "With sumOf: less these channels."),
  season: may(seasonPercent, "Largest deviation over the year, winter higher; negative: summer higher."),
  spread: may(percent, "Largest deviation from day to day."),
  noise: may(percent, "Largest deviation from hour to hour."),
});

const event = record({
  what: need(choice("outage", "late", "doubled", "zero", "replacement"), "What goes wrong."),
  at: need(text, "When it begins, by the plant's clock, such as `2026-01-06 02:30`."),
  channel: may(text, "Of one channel; all where nothing is said."),
  hours: may(whole(1, 24), "How long readings are concerned."),
  after: may(
    choice("resent", "kept", "lost"),
    "outage: what was read comes afterwards (resent), only to whom asks (kept), or nothing was read (lost).",
  ),
  by: may(whole(1, 20), "late: by how many hours."),
  opens: may(amount, "replacement: what the new register shows first; 0 where nothing is said."),
});

const perMonth = need(amount, "Expected number of events a month.");

/** Everything a scenario may hold. */
export const scenarioFields = {
  factory: need(name, "The factory's id, as its readings carry it."),
  description: may(text, "What is simulated."),
  sources: may(list(text), "Where its numbers come from."),
  timeZone: need(timeZone, "IANA time zone of the plant, such as Asia/Shanghai."),
  begins: need(text, "The local day on which the registers stand at their start, such as `2025-01-01`."),
  shifts: need(list(shift), "When the plant works."),
  stops: may(list(stop), "Holidays and planned outages."),
  production: need(production, "What the plant makes a day."),
  channels: need(dictionary(channel, nameRule), "What its meters count, by name."),
  faults: may(
    record({
      outage: may(
        record({ perMonth, hours: need(hourRange, "How long, such as `2-12`.") }),
        "A counter is not read for some hours; its register goes on.",
      ),
      lateDay: may(record({ perMonth }), "What the plant reads on a day is sent on the next one."),
      lostDay: may(record({ perMonth }), "The amount of a calendar day never comes."),
    }),
    "How often meters fail.",
  ),
  events: may(list(event), "What goes wrong at a set time."),
  peers: may(
    record({
      name: need(
        record({
          en: need(text, "In English, with `{place}` in it."),
          zh: need(text, "In Chinese, with `{place}` in it."),
        }),
        "What peers are called.",
      ),
      poor: need(percent, "The share of peers that lose days."),
      lostDaysPerMonth: need(amount, "How many days a channel of theirs loses a month."),
    }),
    "How plants like this one differ.",
  ),
} as const;

export type ScenarioDraft = Partial<RecordOf<typeof scenarioFields>>;
export type EventDraft = NonNullable<ScenarioDraft["events"]>[number];
export type ChannelDraft = NonNullable<NonNullable<ScenarioDraft["channels"]>[number]["value"]>;
