import {
  choice,
  decimal,
  dictionary,
  list,
  may,
  type NameRule,
  need,
  type RecordOf,
  record,
  scalar,
  text,
} from "@celadon/activity-to-inventory/closed-yaml";
import { indicatorUnits, type MeasuredName } from "@celadon/footprint-to-ranking";

const words = record({ en: need(text, "In English."), zh: need(text, "In Chinese.") });

const idRule: NameRule = (id) =>
  /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) && id.length <= 64
    ? undefined
    : { problem: `"${id}" cannot be an id.`, fix: "Take small letters, digits and dashes, such as `water-intake`." };

const id = scalar({ type: "string" }, (given) => idRule(given) ?? { value: given });

/** `11.1`: sorted part by part. */
const number = scalar({ type: ["string", "number"] }, (given) =>
  /^\d{1,3}(?:\.\d{1,3})*$/.test(given)
    ? { value: given }
    : { problem: `"${given}" is no place in a list.`, fix: "Write it like `11` or `11.1`." },
);

const whole = scalar({ type: "integer" }, (given) =>
  /^[1-9]\d{0,4}$/.test(given)
    ? { value: Number(given) }
    : { problem: `"${given}" is no whole number from 1 to 99999.`, fix: "Write one, such as `10`." },
);

const weight = decimal({ above: "0", places: 2 });
const measuredNames = Object.keys(indicatorUnits) as readonly MeasuredName[]; // its keys are these names

const gate = {
  number: need(number, "its place in the list of the scheme, such as `1`."),
  clause: need(text, "where the scheme says it, such as `4.2 a`."),
  name: need(words, "`{ en: ..., zh: ... }`."),
};

/** What is left out says of which kind a criterion is: see `criterionOf`. */
export const criterionFields = {
  ...gate,
  weight: need(weight, "its points, such as `8`."),
  asks: need(text, "what an assessor is asked, one sentence without its full stop."),
  unit: may(text, "Of a number: such as tce, m3 or %."),
  per: may(text, "Of a number: `product` for the declared unit of the product, or a unit such as t."),
  better: may(choice("less", "more"), "Of a number."),
  measured: may(choice(...measuredNames), "The indicator that says the number where Celadon measures it."),
  leading: may(decimal({}), "Full points at it or better."),
  base: may(decimal({}), "No points where it is missed."),
  source: may(text, "Which document states leading and base value."),
  items: may(list(words), "Of a count: what is counted."),
  shownBy: may(choice("footprint"), "Of a condition: a complete footprint of the product shows that it is met."),
};

export const schemeFields = {
  id: need(id, "how it is called on a command line, such as `qbt-5976-2024`."),
  standard: need(text, "the standard, such as `GB/T 36132-2025`."),
  name: need(words, "`{ en: ..., zh: ... }`."),
  edition: need(text, "such as `2025`."),
  locator: need(text, "the clauses and tables it was read from."),
  url: may(text, "Where the document was read."),
  confidence: may(choice("seen", "recalled"), "Whether the document was read, or is remembered."),
  tier: may(choice("A", "B", "C", "D"), "A official text, B copy of the data, C transcription, D memory."),
  licence: may(text, "Under which terms its facts may be passed on."),
  peersLeast: need(whole, "how many factories at least set leading and base values, such as `10`."),
  notes: may(list(words), "What a reader of the points must know."),
  gates: need(dictionary(record(gate), idRule), "what must be met whatever the points."),
  dimensions: need(
    dictionary(
      record({
        name: need(words, "`{ en: ..., zh: ... }`."),
        weight: need(weight, "the points of its criteria together."),
        criteria: need(dictionary(record(criterionFields), idRule), "what gives the points."),
      }),
      idRule,
    ),
    "the first-level indicators.",
  ),
};

export type SchemeDraft = Partial<RecordOf<typeof schemeFields>>;
export type CriterionDraft = RecordOf<typeof criterionFields>;
