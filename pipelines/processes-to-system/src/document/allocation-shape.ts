import { choice, list, map, may, need, quantity, type Read, text } from "./shape.ts";

/** How a process with several references is split, or why it is not. */
export const allocationShape = choice("method", {
  shares: { shares: need(map(quantity), "Flow id of each reference to its share; together 1.") },
  causal: {
    exchanges: need(map(map(quantity)), "Exchange id to the shares of it, by flow id of each reference."),
    others: may(map(quantity), "The shares of all exchanges that are not named."),
  },
  physical: { property: need(text, "The property by which it is split: mass, energy, ...; every reference needs it.") },
  economic: {},
  efficiency: {
    efficiencies: need(map(quantity), "Flow id of heat and of power to the efficiency of making it alone, 0 to 1."),
  },
  exergy: {
    heatAtKelvin: need(map(quantity), "Flow id of heat to the temperature it is handed over at, in kelvin."),
    power: need(list(text), "Flow ids of power, which is work as a whole."),
  },
  substitution: {},
});

export type StatedAllocation = Read<typeof allocationShape>;
