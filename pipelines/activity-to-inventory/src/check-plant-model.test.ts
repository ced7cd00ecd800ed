import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkPlantModel } from "./check-plant-model.ts";
import type { KnownFactors } from "./known-factors.ts";

const mill = /```yaml\n([\s\S]*?)```/.exec(readFileSync(new URL("../format.md", import.meta.url), "utf8"))?.[1] ?? "";

/** What the check says of the mill with one piece of its text replaced: `the text it points at | problem fix`. */
const saysOf = (from: string, to: string, known?: KnownFactors): readonly string[] => {
  expect(mill).toContain(from);
  const text = mill.replace(from, to);
  const lines = text.split("\n");
  return checkPlantModel(text, known).faults.map(({ line, column, problem, fix }) => {
    const [pointed = ""] = /^[^:,}#]*/.exec(lines[line - 1]?.slice(column - 1) ?? "") ?? [];
    return `${pointed.trim()} | ${problem} ${fix}`;
  });
};

test("the example of format.md is read without a fault", () => {
  expect(checkPlantModel(mill).faults).toEqual([]);
  expect(checkPlantModel(mill).model?.hash).toMatch(/^[0-9a-f]{64}$/);
});

test("names in a circle: two amounts that are stated per unit of each other", () => {
  const circle = "lime: { amount: 0.05 kg per kg of water treatment";
  expect(
    saysOf(
      circle,
      "soda: { amount: 2 kg per kg of lime, factor: material/soda }\n      lime: { amount: 3 kg per kg of soda",
    ),
  ).toEqual([
    '3 kg per kg of soda | These amounts go in a circle: "effluent plant/lime" per "effluent plant/soda" per "effluent plant/lime". State one of them by a channel, or per year.',
  ]);
  expect(saysOf(circle, "lime: { amount: 3 kg per kg of lime")).toEqual([
    '3 kg per kg of lime | These amounts go in a circle: "effluent plant/lime" per "effluent plant/lime". State one of them by a channel, or per year.',
  ]);
});

test.each([
  [
    "a misspelt key",
    "timeZone: Asia",
    "timezone: Asia",
    [
      'factory | The file has no "timeZone". Add `timeZone`: IANA time zone of the plant: its days, months and years are counted there.',
      'timezone | "timezone" is no key of the file. Did you mean "timeZone"? Known keys: factory, name, description, timeZone, place, effectiveFrom, purpose, gwpSet, illustrative, simulated, sources, channels, virtual, balances, imports, processes, products, indicators, notModelled, cutOffs.',
    ],
  ],
  [
    "an unknown unit",
    "boardT: { kind: interval, unit: t,",
    "boardT: { kind: interval, unit: T,",
    [expect.stringMatching(/^T \| Unit "T" is not known\. Did you mean .*"kt".* Known units: kWh Wh /)],
  ],
  [
    "a purchase without a factor",
    "grid power: { amount: gridKwh, factor: electricity/grid }",
    "grid power: { amount: gridKwh }",
    [
      'grid power | "grid power" names no factor. Write `factor: ACTIVITY`, or `factors` with a name for each. See: celadon factors search.',
    ],
  ],
  [
    "a misspelt channel",
    "board: boardT",
    "board: bordT",
    ['bordT | Channel "bordT" is not declared. Did you mean "boardT"? Declare it under channels, with its unit.'],
  ],
  [
    "a misspelt product",
    "own power: ownKwh\n      steam: steamT - soldSteamT",
    "own pwoer: ownKwh\n      steam: steamT - soldSteamT",
    [
      'own pwoer | Product "own pwoer" is not declared. Did you mean "own power"? Let a process make it, or buy it under takes.',
    ],
  ],
  [
    "a misspelt flow",
    "kg per kg of water treatment",
    "kg per kg of water treatmnt",
    [
      '0.05 kg per kg of water treatmnt | Flow "water treatmnt" is not declared. Did you mean "water treatment"? Take a flow of "effluent plant", a flow as `process/flow`, or a channel.',
    ],
  ],
  [
    "a misspelt process",
    "declaredUnit: 1 t\n",
    "declaredUnit: 1 t\n    process: bord machine\n",
    [
      'bord machine | "board" is made by "board machine", not by "bord machine". Write `process: board machine`, or leave it out.',
    ],
  ],
  [
    "an amount of the wrong dimension",
    "water treatment: cod/in\n    takes:\n      grid",
    "water treatment: ownKwh\n    takes:\n      grid",
    ['ownKwh | "water treatment" is made in kg (mass) and used in kWh (energy). Count both in units that convert.'],
  ],
  [
    "a sum of unlike things",
    "steamT - soldSteamT",
    "steamT - ownKwh",
    ["steamT - ownKwh | t (mass) and kWh (energy) cannot be added. Add channels that measure the same."],
  ],
  [
    "a coefficient that does not fit",
    "unit: GJ/t # turns",
    "unit: GJ/Nm3 # turns",
    [
      "value | The coefficient is per Nm3 (volume), and the amount before it is in t (mass). Write a unit that ends in /t.",
    ],
  ],
  [
    "a declared unit of another dimension",
    "declaredUnit: 1 t\n",
    "declaredUnit: 1 m2\n",
    [
      '1 m2 | "board" is made in t (mass), which does not become m2 (area). Declare it in t, or multiply what is made with a coefficient.',
    ],
  ],
  [
    "a state in an amount",
    "lubricants: { amount: 6 t per year",
    "lubricants: { amount: stackTemperature",
    [
      'stackTemperature | "stackTemperature" is a state, which does not add up. Take a counter, an interval or a rate; or multiply an amount by its mean in each hour, `times: [{ channel: stackTemperature }]`.',
    ],
  ],
  [
    "a power that is to be counted",
    "feedPumpKw:\n    kind: rate",
    "feedPumpKw:\n    kind: interval",
    ["kW | An interval counts amounts, and kW is an amount per time. Write `kind: rate`, or the unit kWh."],
  ],
  [
    "a counter without a bound",
    "ownKwh: { kind: counter, unit: kWh, period: 15min, ratedPerHour: 20000 }",
    "ownKwh: { kind: counter, unit: kWh, period: 15min }",
    [
      'ownKwh | Counter "ownKwh" has no ratedPerHour: without it, one absurdly high reading makes all later ones look like a fall. Add `ratedPerHour`: the largest plausible rise in an hour, such as the rated power of the connection.',
    ],
  ],
  [
    "a reset of what is no counter",
    "feedPumpKw:\n",
    "feedPumpKw:\n    resetAfter: 3\n",
    ['3 | "resetAfter" is for a counter, and this is a rate. Take it out, or change the kind.'],
  ],
  [
    "a largest step of a counter",
    "gridKwh:\n",
    "gridKwh:\n    largestStep: 3\n",
    ['3 | "largestStep" is for a rate or a state, and this is a counter. Take it out, or change the kind.'],
  ],
  [
    "a run of one reading",
    "gridKwh:\n",
    "gridKwh:\n    resetAfter: 1\n",
    ['1 | "1" is no number of readings in a row. Write a whole number from 2 to 1000.'],
  ],
  [
    "a unit that cannot be what is sent",
    "cod/in: { kind: interval,",
    "cod/in: { sends: m3, kind: interval,",
    ["m3 | Readings in m3 (volume) cannot become kg (mass). Name a unit of mass, or change the unit of the channel."],
  ],
  [
    "a multiplier of seven decimals",
    "multiplier: 40",
    "multiplier: 1.2345678",
    ['1.2345678 | "1.2345678" has more than 6 decimals. Round it yourself: nothing here is rounded in silence.'],
  ],
  [
    "zero production",
    "board: boardT",
    "board: 0 t per year",
    [
      '0 t per year | "board" is made in the amount of zero: nothing can be stated per unit of it. State how much is made, or take it out.',
    ],
  ],
  [
    "a product nobody makes",
    "  steam: { declaredUnit",
    "  hot water: { declaredUnit",
    ['hot water | Product "hot water" is not declared. Let a process make it, or take it out.'],
  ],
  [
    "one product of two processes",
    "water treatment: cod/in\n    takes:\n      lime",
    "steam: cod/in\n      water treatment: cod/in\n    takes:\n      lime",
    [
      'steam | "steam" is made by "effluent plant" and by "power station": whose is used could not be said. Give each its own name, and let a third process take both and make the one that is used.',

      'makes | "effluent plant" makes 2 products (steam, water treatment) and does not say how they share its burden. Add `allocation`: mass, energy, price, efficiency or shares.',
    ],
  ],
  [
    "a version that begins inside an hour",
    "effectiveFrom: 2026-01-01",
    "effectiveFrom: 2026-01-01T06:30",
    [
      '2026-01-01T06 | "2026-01-01T06:30" is 2025-12-31T22:30:00Z, not a whole UTC hour: an hour belongs to one version. Take 2025-12-31T22:00:00Z or 2025-12-31T23:00:00Z.',
    ],
  ],
  [
    "an instant in a file of intervals",
    "stamp: end #",
    "stamp: instant #",
    [
      'boardT | "boardT" is an interval, and the time of a row is an instant. Write `stamp: start` or `stamp: end`.',
      'Abschnitte | "trimT" is an interval, and the time of a row is an instant. Write `stamp: start` or `stamp: end`.',
    ],
  ],
  [
    "a time format in lower case",
    "format: DD.MM.YYYY HH:mm",
    "format: dd.MM.yyyy HH:mm",
    [
      'dd.MM.yyyy HH | "dd.MM.yyyy HH:mm" has letters that mean nothing: ddyyyy. Write `iso`, or a pattern of YYYY M MM D DD H HH mm ss, such as `DD/MM/YYYY HH:mm`, or `YYYY-MM` for channels with `period: calendar-month`; case matters.',
    ],
  ],
  [
    "a cut-off of production",
    "of: board machine/lubricants",
    "of: board machine/board",
    [
      'board machine/board | "board machine/board" is production, which cannot be cut off: the figure per unit would no longer be a lower bound. Name an estimation under whenMissing of its channel.',
    ],
  ],
  [
    "a cut-off of nothing",
    "of: board machine/lubricants",
    "of: board machine/lubricant",
    [
      'board machine/lubricant | Line or channel "board machine/lubricant" is not declared. Did you mean "board machine/lubricants"? Write a line as `process/flow`, or a channel. What is in no line belongs under notModelled.',
    ],
  ],
  [
    "a channel nobody uses",
    "footprint: false # recorded only",
    "minimum: 0",
    [
      'feedPumpKw | No amount uses channel "feedPumpKw". Use it, or write `footprint: false` where it is only recorded.',
    ],
  ],
  [
    "a period nobody knows",
    "gate, period: year }",
    "gate, period: [month, week] }",
    ['week] | "week" is none of: month, twelve-months, year. Take one of them.'],
  ],
  [
    "no period at all",
    "gate, period: year }",
    "gate, period: [] }",
    [
      'period | "trim" gets a footprint of no period. Write `period: month`, `year`, `twelve-months`, or a list of them.',
    ],
  ],
  [
    "keys of a product that no group has",
    "    group: coated board #",
    "    #",
    [
      'keys | "board" has keys and no group, so that it is compared with nobody. Add `group`, such as `finished leather`, or take the keys out.',
    ],
  ],
  [
    "a key without a value",
    "grade: GD2",
    'grade: ""',
    ['"" | "grade" is empty. Give it a value, or take the line out.'],
  ],
  [
    "a key with an impossible name",
    "grade: GD2",
    "/grade: GD2",
    [
      '/grade | "/grade" cannot be a name. Take 1 to 128 letters, digits, blanks and ._/()+-, beginning and ending with a letter or digit, and no ` + ` or ` - `.',
    ],
  ],
  [
    "indicators per a product that is not declared",
    "per: board #",
    "per: bord #",
    ['bord | Product "bord" is not declared. Did you mean "board"? Name one that stands under products.'],
  ],
  [
    "an energy without its coefficient",
    "grid: { amount: gridKwh, factor: standard-coal/electricity }",
    "grid: gridKwh",
    [
      'gridKwh | "grid" is in kWh (energy), and "energy" is counted in kgce (standard-coal). Name its factor, such as `factor: standard-coal/electricity`, or multiply it under times with one that gives kgce.',
    ],
  ],
  [
    "a row without a factor",
    "grid: { amount: gridKwh, factor: standard-coal/electricity }",
    "grid: { amount: gridKwh, times: [{ value: 0.1229, unit: kgce/kWh }], row: standard-coal-electricity-2020 }",
    [
      'standard-coal-electricity-2020 | "row" is about a factor, and "grid" names none. Add `factor`, the activity of the row.',
    ],
  ],
  [
    "an indicator part of the wrong dimension",
    "COD: { outlet: cod/out }",
    "COD: { outlet: ownKwh }",
    [
      "ownKwh | The amount is in kWh (energy) and cannot become kg (mass). Multiply it with a coefficient under times, such as `value: 0.73`, `unit: kg/m3`.",
    ],
  ],
  [
    "an indicator part that states another unit",
    "COD: { outlet: cod/out }",
    "COD: { outlet: { amount: ownKwh, unit: MJ } }",
    [
      'outlet | "outlet" is in MJ (energy), and "COD" is counted in kg (mass). Multiply it with a coefficient under times, such as `value: 0.73`, `unit: kg/m3`.',
    ],
  ],
  [
    "an indicator part with a negative coefficient",
    "COD: { outlet: cod/out }",
    "COD: { outlet: { amount: cod/out, times: [{ value: -1 }] } }",
    ["-1 | The coefficient is negative, and so would be the amount. Write `sold: true` for what is handed on."],
  ],
  [
    "a flow without its process in an indicator",
    "COD: { outlet: cod/out }",
    "COD: { outlet: 0.1 kg per t of board }",
    [
      '0.1 kg per t of board | Flow "board" is not declared. Did you mean "boardT"? Take a flow as `process/flow`, or a channel.',
    ],
  ],
  [
    "an indicator that nobody knows",
    "COD: { outlet: cod/out }",
    "BOD: { outlet: cod/out }",
    [
      'BOD | "BOD" is no key of "indicators". Did you mean "COD"? Known keys: per, energy, water intake, COD, NH3-N, solid waste.',
    ],
  ],
  [
    "a fuel without its upstream",
    "upstream: { factor: upstream/bituminous-coal, place: GB, row: upstream-bituminous-coal-defra2025 }",
    "",
    [
      'coal | "coal" is burnt without its upstream (extraction, transport): the footprint will be incomplete. Write `factors` with one for combustion and one for upstream, or a reasoned cut-off.',
    ],
  ],
])("%s is told with its line and the fix", (_, from, to, sentences) => {
  expect(saysOf(from, to)).toEqual(sentences);
});

test("many channels that nobody uses are one warning, with up to ten names and their number", () => {
  const many = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) => `  spare${String(i).padStart(2, "0")}: { kind: interval, unit: t, period: 1h }\n`,
    ).join("");
  const says = (count: number) => saysOf("channels:\n", `channels:\n${many(count)}`);
  expect(says(2)).toEqual([
    'spare00 | No amount uses 2 channels: "spare00", "spare01". Use them, or write `footprint: false` where they are only recorded.',
  ]);
  expect(says(10)[0]).toContain('"spare08", "spare09". Use');
  expect(says(37)).toEqual([
    'spare00 | No amount uses 37 channels: "spare00", "spare01", "spare02", "spare03", "spare04", "spare05", "spare06", "spare07", "spare08", "spare09" and 27 more. Use them, or write `footprint: false` where they are only recorded.',
  ]);
});

test("two processes that make one product are both named", () => {
  expect(
    saysOf("      steam: steamT\n", "      board: steamT\n").filter((line) => line.includes("is made by")),
  ).toEqual([
    'board | "board" is made by "board machine" and by "power station": whose is used could not be said. Give each its own name, and let a third process take both and make the one that is used.',
  ]);
});

const price = "      method: price\n      prices: { board: 3600, trim: 900 }";
test.each([
  [
    "negative shares",
    "      method: shares\n      shares: { board: 1.2, trim: -0.2 }",
    ['-0.2 | "-0.2" is below 0. Write at least 0.'],
  ],
  [
    "shares that sum to 0.999",
    "      method: shares\n      shares: { board: 0.9, trim: 0.099 }",
    [
      "shares | The shares sum to 0.999, not to exactly 1. Shares that sum to less lose burden, to more count it twice: correct one of them.",
    ],
  ],
  [
    "shares for a product it does not make",
    "      method: shares\n      shares: { board: 0.9, tirm: 0.1 }",
    [
      'shares | "shares" says nothing of trim. Give each product its number; 0 is one too where it is meant.',
      'tirm | Product "tirm" is not declared. Did you mean "trim"? Name a product of this process.',
    ],
  ],
  [
    "a price of zero",
    "      method: price\n      prices: { board: 3600, trim: 0 }",
    [
      '0 | "0" is no price of a product: what sells for nothing, or costs money to be rid of, is waste. Take it out of makes and out of prices, and state it under handsOn with the factor of its treatment.',
    ],
  ],
  [
    "a price below zero, beside another method too",
    "      method: mass\n      prices: { board: 3600, trim: -20 }",
    [
      '-20 | "-20" is no price of a product: what sells for nothing, or costs money to be rid of, is waste. Take it out of makes and out of prices, and state it under handsOn with the factor of its treatment.',
    ],
  ],
  [
    "no prices",
    "      method: price",
    ['allocation | The method needs "prices". Add `prices` with a number for each of: board, trim.'],
  ],
  [
    "energy where there is none",
    "      method: energy",
    [
      'allocation | "board" is counted in t (mass) and has no energy to share by. Add `energy: { board: 2.78 GJ/t }` with its own content.',
      'allocation | "trim" is counted in t (mass) and has no energy to share by. Add `energy: { trim: 2.78 GJ/t }` with its own content.',
    ],
  ],
  [
    "a CHP rule without references",
    "      method: efficiency\n      energy: { board: 1 GJ/t, trim: 1 GJ/t }",
    ['allocation | The method needs "references". Add `references` with a number for each of: board, trim.'],
  ],
  [
    "shares beside another method",
    "      method: mass\n      shares: { board: 0.9, trim: 0.1 }",
    ['shares | "shares" has no meaning where burden is shared by mass. Take it out, or change the method.'],
  ],
  ["prices beside another method", "      method: mass\n      prices: { board: 3600, trim: 900 }", []],
  [
    "prices beside another method that forget a product",
    "      method: mass\n      prices: { board: 3600 }",
    ['prices | "prices" says nothing of trim. Give each product its number; 0 is one too where it is meant.'],
  ],
  [
    "reference efficiencies beside another method, without an energy content",
    "      method: mass\n      references: { board: 0.4, trim: 0.9 }",
    [
      'allocation | "board" is counted in t (mass) and has no energy to share by. Add `energy: { board: 2.78 GJ/t }` with its own content.',
      'allocation | "trim" is counted in t (mass) and has no energy to share by. Add `energy: { trim: 2.78 GJ/t }` with its own content.',
    ],
  ],
])("allocation: %s", (_, allocation, sentences) => {
  expect(saysOf(price, allocation)).toEqual(sentences);
});

test("factor names are looked up in a release where one is given: unknown activities warn, unknown rows are faults", () => {
  const known: KnownFactors = {
    activities: new Set(
      "electricity/grid fuel/bituminous-coal upstream/bituminous-coal material/starch material/lubricant material/lime waste/incineration wastewater/methane-capacity wastewater/correction/anaerobic-reactor standard-coal/electricity standard-coal/heat".split(
        " ",
      ),
    ),
    rows: new Set(["upstream-bituminous-coal-defra2025", "wastewater-mcf-anaerobic-reactor-ipcc2006"]),
    answer: () => ({ rows: [] }),
  };
  expect(checkPlantModel(mill, known).faults).toEqual([]);
  expect(saysOf("electricity/grid", "electricity/gird", known)).toEqual([
    'electricity/gird | No factor row has the activity "electricity/gird". Did you mean "electricity/grid"? Correct it, or add a table: until then the footprint is incomplete.',
  ]);
  expect(saysOf("standard-coal/electricity", "standard-coal/electricty", known)).toEqual([
    'standard-coal/electricty | No factor row has the activity "standard-coal/electricty". Did you mean "standard-coal/electricity"? Correct it, or add a table: until then the indicator is unknown.',
  ]);
  expect(saysOf("-reactor-ipcc2006", "-reactor-ipcc2007", known)).toEqual([
    'wastewater-mcf-anaerobic-reactor-ipcc2007 | No factor row is called "wastewater-mcf-anaerobic-reactor-ipcc2007". Did you mean "wastewater-mcf-anaerobic-reactor-ipcc2006"? Copy the id from: celadon factors search.',
  ]);
});

test("a header that says another unit than its column is read in is warned of, with the line to write", () => {
  expect(saysOf("Karton brutto: boardT", "Karton brutto (kg): boardT")).toEqual([
    'boardT | The header "Karton brutto (kg)" says kg, and the column is read as t, the unit of "boardT". Where the header is right, write `"Karton brutto (kg)": { channel: boardT, unit: kg }`.',
  ]);
  expect(saysOf("Karton brutto: boardT", "Karton brutto (kg): { channel: boardT, unit: kg }")).toEqual([]);
});

test("a month without a day is read for channels of calendar months only, by its start", () => {
  const time = /format: DD\.MM\.YYYY .*\n.*\n +stamp: end/.exec(mill)?.[0] as string;
  const shorter = "format: YYYY-MM\n      zone: Europe/Berlin\n      stamp: start";
  const monthly = mill
    .replace(
      "boardT: { kind: interval, unit: t, period: 1h,",
      "boardT: { kind: interval, unit: t, period: calendar-month,",
    )
    .replace(
      "trimT: { kind: interval, unit: t, period: 1h,",
      "trimT: { kind: interval, unit: t, period: calendar-month,",
    );
  const problems = (text: string) => checkPlantModel(text).faults.map(({ problem, fix }) => `${problem} ${fix}`);
  expect(problems(monthly.replace(time, shorter))).toEqual([]);
  expect(problems(monthly.replace(time, shorter.replace("start", "end")))).toEqual([
    '"YYYY-MM" names a month by its first day, which is no end of it. Write `stamp: start`.',
  ]);
  expect(problems(mill.replace(time, shorter))).toEqual([
    expect.stringContaining(
      '"YYYY-MM" does not hold a year, a month and a day, and not every column fills a channel of calendar months. Write `iso`',
    ),
  ]);
  expect(
    problems(
      mill.replace(
        "ownKwh: { kind: counter, unit: kWh, period: 15min",
        "ownKwh: { kind: counter, unit: kWh, period: calendar-month",
      ),
    ),
  ).toEqual([
    "A calendar month holds an amount, and this is a counter. Write `kind: interval`, or a period such as 1d.",
  ]);
});
