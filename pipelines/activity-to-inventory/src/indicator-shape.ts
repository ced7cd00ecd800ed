import { amountText } from "./amount-text.ts";
import { flag, partRule, place, text } from "./leaf.ts";
import { amountFields } from "./process-shape.ts";
import { mapped, may, need, type Read, record, type Shape } from "./shape.ts";
import { dictionary, short } from "./shape-of-many.ts";

const partFields = {
  ...amountFields,
  sold: may(flag, "true: it is handed on to others, and taken off the sum."),
};

const energyFields = {
  ...partFields,
  factor: may(text, "The activity of its coefficient of standard coal, such as standard-coal/electricity."),
  row: may(text, "The id of the row, where the tables leave the choice to the plant model."),
  place: may(place, "Place of the row; the plant's where nothing is said."),
};

const part = record(partFields);
/** A part that is only an amount may be written as that. */
const partShape: Shape<Read<typeof part>> = short(
  mapped(amountText, (amount) => ({ amount })),
  part,
);

const energyPart = record(energyFields);
const energyShape: Shape<Read<typeof energyPart>> = short(
  mapped(amountText, (amount) => ({ amount })),
  energyPart,
);

const parts = dictionary(partShape, partRule);

export const indicatorsShape = record({
  per: need(text, "The declared product whose amount divides them."),
  energy: may(
    dictionary(energyShape, partRule),
    "Comprehensive energy (GB/T 2589), in kgce: each part with its coefficient.",
  ),
  "water intake": may(parts, "Water taken in from all sources, bought steam and hot water included, in m3."),
  COD: may(parts, "Chemical oxygen demand that leaves the plant, in kg."),
  "NH3-N": may(parts, "Ammonia nitrogen that leaves the plant, in kg."),
  "solid waste": may(parts, "Solid waste that arises, in kg."),
});

export type IndicatorsDraft = Read<typeof indicatorsShape>;

/** A part of any indicator: only those of energy have a factor. */
export type IndicatorPartDraft = Read<typeof energyPart>;
