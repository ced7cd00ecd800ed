import { gwpSets, purposes } from "@celadon/factors";
import { amountText } from "./amount-text.ts";
import { balanceShape } from "./balance-shape.ts";
import { channelRule } from "./channel-rule.ts";
import { channelShape } from "./channel-shape.ts";
import { importShape } from "./import-shape.ts";
import { indicatorsShape } from "./indicator-shape.ts";
import { choice, flag, name, nameRule, partRule, place, text, timeZone } from "./leaf.ts";
import { measure } from "./measure.ts";
import type { Names, PeriodLength } from "./plant-model.ts";
import { processShape } from "./process-shape.ts";
import { mapped, may, need, type RecordOf, record, type Shape } from "./shape.ts";
import { dictionary, list, short } from "./shape-of-many.ts";

const names: Shape<Names> = short(
  mapped(text, (en) => ({ en })),
  record({ en: need(text, "In English."), zh: may(text, "In Chinese.") }),
);

const periodLength = choice("month", "twelve-months", "year");
const periodLengths: Shape<readonly PeriodLength[]> = short(
  mapped(periodLength, (one) => [one]),
  list(periodLength),
);

const productShape = record({
  name: may(names, "What customers call it, in English and Chinese."),
  process: may(text, "The process that makes it. May be left out: only one can."),
  declaredUnit: need(measure, "What the footprint is stated for, such as `1 m2`."),
  boundary: need(
    choice("cradle-to-gate", "gate-to-gate", "cradle-to-grave"),
    "How much of the life cycle is in it. Cradle-to-gate is a partial footprint, and is called that.",
  ),
  period: need(
    periodLengths,
    "Of what it gets a footprint each: calendar `month` or `year` of the plant, `twelve-months` (rolling), or a list of them.",
  ),
  group: may(text, "Among which products it may be compared, such as `finished leather`. Left out: with none."),
  keys: may(
    dictionary(text, nameRule),
    "What its peers must have in common with it, such as `tannage: chrome`: same names, same words.",
  ),
});

const unmodelledShape = record({
  what: need(text, "What happens in the plant and is not in this file."),
  why: need(text, "Why not."),
  excused: may(text, "Why the total may stand without it. Without this line every footprint is incomplete."),
});

const cutOffShape = record({
  of: need(text, "A line (`boiler/natural gas`), or a channel for the time that it misses."),
  why: need(text, "Why the total may stand all the same, as a lower bound that is never certified."),
});

/** Everything a plant file may hold. */
export const plantFields = {
  factory: need(name, "The factory's id, as its readings carry it."),
  name: may(names, "What people call it, in English and Chinese."),
  description: may(text, "What the plant does."),
  timeZone: need(timeZone, "IANA time zone of the plant: its days, months and years are counted there."),
  place: need(place, "Where factors are looked up: ISO 3166 code such as CN, CN-GD, KR."),
  effectiveFrom: need(
    text,
    "From when this version holds: a day or a date and time of the plant, on a whole UTC hour.",
  ),
  purpose: may(
    choice(...purposes),
    "What the factors are for: pcf (product footprint, the default), enterprise, indicator.",
  ),
  gwpSet: may(choice(...gwpSets), "Warming potentials: AR6 where nothing is said."),
  illustrative: may(flag, "true: the numbers show how it works and describe no real plant."),
  simulated: may(flag, "true: the readings are simulated. Never ranked with real plants."),
  sources: may(list(text), "Where the numbers of this file come from."),
  channels: may(dictionary(channelShape, channelRule), "What the meters count, by name."),
  virtual: may(
    dictionary(amountText, channelRule),
    "Names for sums and differences of channels, such as `netSteamT: steamT - soldSteamT`; they stand in amounts and balances like a channel.",
  ),
  balances: may(
    dictionary(balanceShape, nameRule),
    "Main meters against what is measured behind them: how much of the whole is unaccounted for. In no footprint.",
  ),
  imports: may(dictionary(importShape, nameRule), "How files of other systems are to be read."),
  processes: need(
    dictionary(processShape, partRule),
    "What happens in the plant: what each process makes, uses, takes and emits.",
  ),
  products: need(dictionary(productShape, partRule), "What gets a footprint."),
  indicators: may(indicatorsShape, "What the factory is measured by beside its footprints. In no footprint's total."),
  notModelled: may(list(unmodelledShape), "What is missing here, said openly."),
  cutOffs: may(list(cutOffShape), "Gaps that the total may bear, each with its reason."),
} as const;

export type PlantDraft = Partial<RecordOf<typeof plantFields>>;
