import type { Scope } from "../formula.ts";
import type { Drawing } from "../parameter-scope.ts";
import type { StatedFlow } from "./flow-shape.ts";
import type { UnitRatios } from "./unit-ratios.ts";
import type { View } from "./view.ts";

/** What every process of a document is read against. */
export interface DocumentContext {
  readonly flows: ReadonlyMap<string, StatedFlow>;
  readonly methods: ReadonlyMap<string, { readonly name: string | undefined; readonly unit: string }>;
  readonly ratios: UnitRatios;
  /** Of the global parameters: what is said of flows and methods sees no other. */
  readonly globals: Scope;
  readonly view: View | undefined;
  /** What is drawn of parameters is put down here. */
  readonly drawing: Drawing;
}
