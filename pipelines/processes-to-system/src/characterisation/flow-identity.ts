import type { ClimateFlow } from "./climate-flow.ts";
import type { WaterRole } from "./water-of.ts";

/** What an elementary flow is to the methods that are worked out here; nothing for all other flows. */
export interface FlowIdentity {
  readonly climate: ClimateFlow | undefined;
  readonly water: WaterRole | undefined;
}

/** The columns of a list of flows that say it. */
export const identityColumns: Readonly<
  Record<"gas" | "origin" | "direction" | "water", (one: FlowIdentity) => string>
> = {
  gas: ({ climate }) => climate?.gas ?? "",
  origin: ({ climate }) => climate?.origin ?? "",
  direction: ({ climate }) => climate?.direction ?? "",
  water: ({ water }) => water ?? "",
};
