import { accept, type Outcome, reject } from "@celadon/quantity";
import type { StatedFlow } from "./flow-shape.ts";

/** How bought electricity is counted: by the grid of its place, or by what was contracted. Never both in one system. */
export const views = ["location", "market"] as const;
export type View = (typeof views)[number];

interface Supplied {
  readonly provider: string | undefined;
  readonly providers: { readonly location: string | undefined; readonly market: string | undefined } | undefined;
}

/**
 * The provider that an exchange states under a view. Refused: both a provider and providers; a view for which none is named, as the grid
 * average still holds what was sold to others and stands for no contract.
 */
export function providerUnder(
  view: View | undefined,
  { provider, providers }: Supplied,
  flow: StatedFlow,
): Outcome<string | undefined, "contradictory" | "no-provider-in-view"> {
  if (provider !== undefined && providers !== undefined) {
    return reject("contradictory", `"${flow.id}" has a provider, and providers by view. Accepted: one of the two.`);
  }
  const named = providers === undefined ? provider : view && providers[view];
  const isOpen = providers === undefined ? flow.byView === true && view === "market" : named === undefined;
  if (!isOpen) return accept(named);
  const what =
    view === "market"
      ? "neither a contract nor a residual mix is named, and the grid average still holds what was sold to others"
      : "no grid is named";
  return reject("no-provider-in-view", `"${flow.id}" has no provider under the ${view} view: ${what}.`);
}
