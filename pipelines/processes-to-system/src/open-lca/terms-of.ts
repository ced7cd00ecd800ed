import { climateOf } from "../characterisation/climate-of.ts";
import { waterOf } from "../characterisation/water-of.ts";
import type { RawTerms } from "../raw-process.ts";
import type { Archive } from "./archive.ts";
import { compartmentOf, ownDirection } from "./compartment.ts";
import { described } from "./described.ts";
import { textOf } from "./fields.ts";
import { referenceUnit } from "./unit-table.ts";

/** Flows and places as an archive describes them; a flow that is not in it is known by its id alone. */
export const termsOf = (archive: Archive): RawTerms => ({
  flowOf: (flowId) => {
    const flow = archive.documents.get("Flow")?.get(flowId);
    const unit = referenceUnit(archive, flowId);
    const said = flow && described(flow);
    return {
      name: (flow && textOf(flow, "name")) ?? flowId,
      unit: unit.kind === "accept" ? unit.value : "",
      direction: flow && ownDirection(flow),
      identity: { climate: said && climateOf(said), water: said && waterOf(said) },
      compartment: flow === undefined ? "" : compartmentOf(flow),
    };
  },
  placeOf: (locationId) => {
    const place = archive.documents.get("Location")?.get(locationId);
    return place && textOf(place, "code");
  },
});
