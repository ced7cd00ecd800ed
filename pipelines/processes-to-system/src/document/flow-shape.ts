import { gasOrigins } from "../characterisation/climate-flow.ts";
import { waterRoles } from "../characterisation/water-of.ts";
import { flag, map, may, need, quantity, type Read, record, text, word } from "./shape.ts";

export const directionShape = word("emission", "resource");

/** A product, a waste or an elementary flow, counted in one unit. */
export const flowShape = record({
  id: need(text, "What exchanges and factors call it."),
  name: may(text, "What people call it."),
  kind: need(
    word("product", "waste", "elementary"),
    "A product is supplied as an output; a waste is treated by a process that takes it as an input; elementary: from or to nature.",
  ),
  unit: need(text, "What it is counted in, such as kg, MJ, m3, 1."),
  properties: may(
    map(
      record({
        value: need(quantity, "Of one unit of the flow."),
        unit: need(text, "kg, MJ, ...; for a price the currency."),
      }),
    ),
    "What one unit of it has: mass, energy, price, ... Allocation and exchanges in another dimension use them.",
  ),
  direction: may(directionShape, "Of an elementary flow: an emission is given off, a resource taken in."),
  compartment: may(text, "Of an elementary flow: where it goes to or comes from, such as air."),
  gas: may(
    text,
    "Of an elementary flow: the greenhouse gas, such as CO2, CH4, N2O, SF6, HFC-134a. Else it is read off name and compartment. By a set that does not know it, what gives it off is unknown.",
  ),
  origin: may(word(...gasOrigins), "Of a gas: where it comes from, or an uptake goes to."),
  water: may(word(...waterRoles), "Of an elementary flow of water: what it is to its place."),
  byView: may(flag, "Bought electricity: whoever takes it names a provider for each view."),
});

export type StatedFlow = Read<typeof flowShape>;
