import { allocationShape } from "./allocation-shape.ts";
import { circularShape, exchangeShape } from "./exchange-shape.ts";
import { directionShape, flowShape } from "./flow-shape.ts";
import { flag, list, map, may, need, number, quantity, type Read, record, text, word } from "./shape.ts";
import { uncertaintyShape } from "./uncertainty-shape.ts";

const parameters = may(
  list(
    record({
      name: need(text, "What formulas call it, in any case of letters."),
      value: need(quantity, "A number, or a formula over other parameters."),
      uncertainty: may(uncertaintyShape, "How well it is known; drawn once a run, for all formulas over it."),
      comment: may(text, "What it is, and where it comes from."),
    }),
  ),
  "Names to numbers or formulas.",
);

const processShape = record({
  id: need(text, "What providers call it."),
  name: may(text, "What people call it."),
  location: may(text, "Code of its place, such as CN or CN-GD."),
  stage: may(text, "Life-cycle stage, such as raw materials, production, use, end of life."),
  parameters: { ...parameters, about: "Of this process alone: they go before global ones of the same name." },
  exchanges: need(list(exchangeShape), "What it takes and gives in one run, as it was measured or published."),
  circular: may(list(circularShape), "Materials by the circular footprint formula."),
  allocation: may(allocationShape, "How it is split where it has several references."),
  impacts: may(
    map(quantity),
    "Method id to the published impact of the run: of a process of which nothing else is known.",
  ),
  comment: may(text, "Where it comes from."),
});

export type StatedProcess = Read<typeof processShape>;

const methodShape = record({
  id: need(text, "What results call it."),
  name: may(text, "What people call it."),
  unit: need(text, "Of the impact, such as kg CO2e."),
  factors: need(
    list(
      record({
        flow: need(text, "Id of an elementary flow."),
        direction: may(directionShape, "Applies only where the flow has this direction."),
        location: may(text, "Code of the place it holds at; without one: everywhere else."),
        value: need(quantity, "Impact of one unit of the flow."),
        unit: may(text, "Where the value is not per the flow's own unit."),
        uncertainty: may(uncertaintyShape, "How well the factor is known; drawn once a run, for all products."),
      }),
    ),
    "Characterisation factors.",
  ),
});

export type StatedMethod = Read<typeof methodShape>;

/** A process document, as it is read and as an editor is told of it. */
export const documentShape = record({
  $schema: may(text, "For the editor."),
  format: need(word("celadon-processes-1"), "What this file is."),
  name: may(text, "What people call it."),
  comment: may(text, "Where it comes from."),
  units: may(
    list(
      record({
        symbol: need(text, "A unit that is not known otherwise, such as m2.year."),
        factor: may(number, "How many of the other unit one of it is."),
        of: may(text, "The other unit, known or of this list; without one it stands for itself."),
      }),
    ),
    "Units of this document.",
  ),
  parameters,
  sameLocation: may(flag, "Of several suppliers without a stated one, take the only one at the place of the demand."),
  flows: need(list(flowShape), "Products, wastes and elementary flows."),
  processes: need(list(processShape), "The processes."),
  methods: may(list(methodShape), "Methods of impact assessment."),
});

export type ProcessDocument = Read<typeof documentShape>;
