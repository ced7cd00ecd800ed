import { flag, may, need, quantity, type Read, record, text, word } from "./shape.ts";
import { uncertaintyShape } from "./uncertainty-shape.ts";

const providerFields = {
  provider: may(text, "Id of the process that supplies it. Without one: the sole supplier, or the stated rule."),
  providers: may(
    record({
      location: may(text, "Under the location view: the grid of the place."),
      market: may(text, "Under the market view: the contract, or the residual mix."),
    }),
    "Of bought electricity: the provider by view.",
  ),
};

export const exchangeShape = record({
  id: may(text, "Names it among those of its process, where others refer to it."),
  flow: need(text, "Id of the flow."),
  amount: need(quantity, "A number, or a formula over parameters."),
  unit: need(text, "Of the amount; converted into the unit of the flow."),
  direction: need(word("input", "output"), "As the process sees it."),
  reference: may(flag, "A product it is run for, or a waste it accepts; several need an allocation."),
  avoided: may(flag, "Displaces the same from another process: an output product, or an input waste."),
  ...providerFields,
  location: may(text, "Of an elementary flow, where it is not the place of the process."),
  uncertainty: may(uncertaintyShape, "How well the amount is known."),
  comment: may(text, "Where the amount comes from."),
});

export type StatedExchangeText = Read<typeof exchangeShape>;

const supply = record({ flow: need(text, "Id of a product, or of a waste that is treated."), ...providerFields });

/** Who supplies one part of the circular footprint formula. */
export type CircularSupply = Read<typeof supply>;

/** A material by the circular footprint formula, expanded into ordinary inputs. */
export const circularShape = record({
  id: need(text, "Names it among the exchanges of its process."),
  amount: need(quantity, "Of the material."),
  unit: need(text, "Of the amount, and what R1, R2, R3 are shares of."),
  R1: need(quantity, "Recycled content of the input, 0 to 1."),
  R2: need(quantity, "Share recycled at the end of life."),
  R3: need(quantity, "Share burnt with energy recovery."),
  A: need(quantity, "Share of burdens and credits of recycling that this life cycle bears: 0.2, 0.5 or 0.8."),
  B: may(quantity, "The same for energy recovery; 0, as the method sets it, where it is not stated."),
  qualityIn: may(quantity, "Qsin/Qp, of the recycled input; needed where R1 is not 0."),
  qualityOut: may(quantity, "Qsout/Qp, of the recycled output; needed where R2 is not 0."),
  lhv: may(
    record({ value: need(quantity, "Per unit of material."), unit: need(text, "MJ, kWh, ...") }),
    "Heating value, needed where R3 is not 0.",
  ),
  xerHeat: may(quantity, "Efficiency of recovery as heat."),
  xerPower: may(quantity, "Efficiency of recovery as power."),
  virgin: may(supply, "Ev: the virgin material."),
  recycled: may(supply, "Erec: the recycled input."),
  recyclingAtEnd: may(supply, "ErecEoL: recycling at the end of life."),
  displacedVirgin: may(supply, "Ev*: the virgin material that the recycled output displaces."),
  energyRecovery: may(supply, "EER: burning with energy recovery."),
  displacedHeat: may(supply, "ESE, heat."),
  displacedPower: may(supply, "ESE, power."),
  disposal: may(supply, "ED: disposal of the rest."),
});

export type Circular = Read<typeof circularShape>;
