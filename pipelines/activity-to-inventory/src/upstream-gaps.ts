import type { Gap } from "@celadon/proto";
import { cutOffFor } from "./line-draft.ts";
import { burntWithoutUpstream } from "./model-loose-ends.ts";
import type { FactorWish, Input, PlantModel, PlantProcess } from "./plant-model.ts";

/** Once for each burnt fuel, at the line of its combustion. */
export function upstreamGaps(
  { process, input }: { readonly process: PlantProcess; readonly input: Input },
  wish: FactorWish,
  model: PlantModel,
): readonly Omit<Gap, "where">[] {
  const isBare = burntWithoutUpstream([process], model.products).some((burnt) => burnt.input === input.name);
  const firstFuel = input.factors.find(({ activity }) => activity.startsWith("fuel/"));
  if (model.purpose !== "pcf" || !isBare || wish !== firstFuel) return [];
  const name = `${process.name}/${input.name}`;
  const excuse = cutOffFor({}, [name], model.cutOffs);
  const reason = `The upstream of "${name}" (extraction, transport) is not modelled. Add it under factors, such as \`upstream: { factor: upstream/natural-gas }\`.`;
  return [
    {
      kind: "not-modelled",
      reason: excuse === undefined ? reason : `${reason} Cut off: ${excuse.why}`,
      excused: excuse !== undefined,
    },
  ];
}
