import { faultText } from "@celadon/activity-to-inventory/closed-yaml";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkScenario } from "./check-scenario.ts";
import { smallText } from "./small-scenario.ts";

const faults = (text: string): readonly string[] => checkScenario(text).faults.map(faultText);
const withChannels = (channels: string): readonly string[] => faults(smallText({ channels }));

test("a good scenario has no fault", () => {
  expect(faults(smallText())).toEqual([]);
});

test.each([
  [
    "kwh: { kind: counter, perUnit: 2 }",
    'line 9, column 3: "kwh" does not say how often it is read. Add `period`, such as `1h`.',
  ],
  [
    "kwh: { kind: counter, period: 15min }",
    'line 9, column 3: "kwh" does not say where its amounts come from. Add perUnit, perDay, level, receiptsOf or sumOf.',
  ],
  [
    "kwh: { kind: counter, period: 15min, perUnit: 2, perDay: 3 }",
    'line 9, column 3: "kwh" has perUnit and perDay. Keep one of them; sumOf may stand beside it.',
  ],
  [
    "kwh: { kind: counter, period: 1h, perUnit: 2, of: mad }",
    'line 9, column 53: "mad" is not under "channels". Did you mean "made"? Name a channel of this file.',
  ],
  [
    "a: { kind: unmetered, sumOf: [b] }\nb: { kind: unmetered, sumOf: [a] }",
    'line 9, column 3: "a" is made of itself: a -> b -> a. Break the circle.',
  ],
  [
    "kwh: { kind: counter, period: calendar-day, perUnit: 2 }",
    "line 9, column 33: A calendar day holds an amount, and this is a counter. Write `kind: interval`, or a period such as `1h`.",
  ],
  [
    "kwh: { kind: interval, period: 1h, start: 2, perUnit: 2 }",
    'line 9, column 45: "start" is for a counter, and this is interval. Take it out, or change the kind.',
  ],
  [
    "kwh: { kind: counter, period: 1h, start: 20, modulus: 10, perUnit: 2 }",
    "line 9, column 57: The register starts where it has rolled over already. Make the modulus larger than the start.",
  ],
  [
    "kwh: { kind: unmetered, period: 1h, perUnit: 2 }",
    "line 9, column 35: Nobody reads an unmetered channel. Take the period out.",
  ],
  [
    "kwh: { kind: unmetered, perDay: 2, standby: 3 % }",
    'line 9, column 47: "standby" belongs to perUnit, which is not here. Add `perUnit`, or take it out.',
  ],
  [
    "a: { kind: unmetered, perUnit: 2 }\nb: { kind: unmetered, perUnit: 2, of: a, standby: 3 % }",
    'line 10, column 53: What follows "a" stands by as that does. Take standby out.',
  ],
  [
    "kwh: { kind: unmetered, perUnit: 2, less: [made] }",
    "line 9, column 39: There is nothing to take away from. Add `sumOf`.",
  ],
  [
    "t: { kind: state, period: 1h, perUnit: 2 }",
    "line 9, column 3: A state has a level, and only a state has one. Write `kind: state` and `level`, or neither.",
  ],
  [
    "t: { kind: state, period: 1h, level: 2 }\nsum: { kind: unmetered, sumOf: [made, t] }",
    'line 10, column 27: "t" is a state, and states do not add up. Name a channel with amounts.',
  ],
  [
    "kg: { kind: unmetered, receiptsOf: made }",
    'line 9, column 3: "kg" does not say how much comes at once. Add `load`, above 0.',
  ],
  [
    "kg: { kind: unmetered, receiptsOf: made, load: 2 }",
    'line 9, column 38: "made" has no plan: it is not stated per unit of production. Name a channel with perUnit and without `of`.',
  ],
  [
    "use: { kind: unmetered, perUnit: 2 }\nkg: { kind: unmetered, receiptsOf: use, load: 2, on: Mon-Tue }",
    "line 10, column 56: Deliveries come on one day of the week. Name one.",
  ],
  [
    "own: { kind: unmetered, perUnit: 0.5, standby: 5 % }\ngrid: { kind: counter, period: 1h, sumOf: [made], less: [own] }",
    'line 10, column 53: The register of "grid" could fall: what it takes away may be more than what it adds up. ' +
      "Let sumOf name one channel, and less name shares of it (`perUnit: 0.7, of: THAT`) that stay below 1 with their noise.",
  ],
  [
    "own: { kind: unmetered, perUnit: 0.9, of: made, noise: 12 % }\ngrid: { kind: counter, period: 1h, sumOf: [made], less: [own] }",
    'line 10, column 53: The register of "grid" could fall: what it takes away may be more than what it adds up. ' +
      "Let sumOf name one channel, and less name shares of it (`perUnit: 0.7, of: THAT`) that stay below 1 with their noise.",
  ],
  [
    "kwh: { kind: unmetered, perUnit: -2 }",
    'line 9, column 36: "-2" is no number above 0. Write `2.5`, or `1.8..2.5..3.5` for peers.',
  ],
  [
    "kwh: { kind: unmetered, perUnit: 3..2..4 }",
    'line 9, column 36: "3..2..4" does not rise from low over mode to high. Write it like `1.8..2.5..3.5`.',
  ],
  [
    "kwh: { kind: unmetered, perUnit: 2, noise: 5 }",
    'line 9, column 46: "5" is no share from 0 % to 100 %. Write it like `5 %`.',
  ],
  [
    "kwh: { kind: unmetered, perUnit: 2, season: -120 % }",
    'line 9, column 47: "-120 %" is no share from -100 % to 100 %. Write it like `5 %`.',
  ],
])("a channel %s is told what to mend", (channels, fault) => {
  expect(withChannels(channels)).toContain(fault);
});

test.each([
  [
    { timeZone: "Asia/Kolkata" },
    "line 2, column 11: Days in Asia/Kolkata do not begin on a UTC hour, and the truth is kept by UTC hours. Take a zone that is whole hours off UTC.",
  ],
  [
    { shifts: "- { days: Mon-Son, hours: 0-24 }" },
    'line 5, column 13: "Mon-Son" are no days of the week. Write `Mon-Sat` or `Mon, Wed`, of Mon, Tue, Wed, Thu, Fri, Sat, Sun.',
  ],
  [
    { shifts: "- { days: Mon, hours: 22-6 }" },
    'line 5, column 25: "22-6" is no stretch of a day in whole hours. Write it like `6-14`; a night is `22-24` and `0-6`.',
  ],
  [
    { more: "stops:\n  - { name: Rest, begins: [02-30], days: 2 }" },
    'line 11, column 28: "02-30" is no day of a year, and no date. Write `10-01` for every year, or `2026-02-13`.',
  ],
  [
    { more: "stops:\n  - { name: Rest, begins: [03-01], days: 0 }" },
    'line 11, column 42: "0" is no whole number from 1 to 366. Write one, such as `2`.',
  ],
  [
    { more: "faults: { outage: { perMonth: 1, hours: 0-30 } }" },
    'line 10, column 41: "0-30" is no range from 1 to 24 hours. Write it like `2-12`.',
  ],
  [
    { more: "faults: { lateDay: { perMonth: 0.12345 } }" },
    'line 10, column 32: "0.12345" is no plain number from 0 to 9000000000 with at most 3 decimals. Write it like `12.5`.',
  ],
  [
    { more: "peers: { name: { en: Mill, zh: '{place}' }, poor: 5 %, lostDaysPerMonth: 2 }" },
    "line 10, column 22: All peers would have one name. Put `{place}` into it, where the invented place belongs.",
  ],
  [
    { more: "seed: 5" },
    'line 10, column 1: "seed" is no key of the file. Known keys: factory, description, sources, timeZone, begins, shifts, stops, production, channels, faults, events, peers.',
  ],
])("a scenario with %o is told what to mend", (parts, fault) => {
  expect(faults(smallText(parts))).toContain(fault);
});

test("every fault is told at once, by line", () => {
  const text = smallText({ channels: "kwh: { kind: counter, perUnit: 2 }" })
    .replace("2026-03-01", "2026-13-01")
    .replace("channel: made", "channel: mad");
  expect(faults(text)).toEqual([
    'line 3, column 9: "2026-13-01" is no date. Write it like `2025-01-01`.',
    'line 6, column 24: "mad" is not under "channels". Did you mean "made"? Name a channel of this file.',
    'line 8, column 3: "made" does not say where its amounts come from. Add perUnit, perDay, level, receiptsOf or sumOf.',
    'line 9, column 3: "kwh" does not say how often it is read. Add `period`, such as `1h`.',
  ]);
});

test("any text gives a scenario or faults, never a throw", () => {
  const bit = fc.constantFrom(...smallText().split(/(?<=[:{},\n ])/), "less: [made]", "sumOf: [", "]", "%", "-");
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 60 }), (bits) => {
      const { scenario, faults: found } = checkScenario(bits.join(""));
      expect(scenario === undefined).toBe(found.length > 0);
    }),
  );
});
