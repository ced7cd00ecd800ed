import type { FlowIdentity } from "./characterisation/flow-identity.ts";
import type { DrawnParameters } from "./drawn-parameter.ts";
import type { Spread } from "./spread.ts";

/** A row or column of a matrix, with what people call it. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** Code of the place, or "" where none is stated. */
  readonly location: string;
}

/** A column of M and B. `stage`: the life-cycle stage, or "" where none is stated. */
export interface ProcessItem extends Item {
  readonly stage: string;
  /** Ids of methods by which nobody knows its impact: what rests on it is unknown by them. */
  readonly unknownFor: readonly string[];
}

/** A row of B. `compartment` is "" where none is stated. */
export interface FlowItem extends Item {
  readonly identity: FlowIdentity;
  readonly compartment: string;
  /** Ids of methods that it counts in by a factor that is not known. */
  readonly unknownFor: readonly string[];
}

/** One exchange in one entry of a matrix; several may stand in the same one, and are summed there. */
export interface Entry {
  readonly row: number;
  readonly col: number;
  readonly value: number;
  /** Of the value: its parameters are scaled and signed as the value is. */
  readonly spread: Spread | undefined;
  /** The value as a formula of the folder, its own spread included, where it follows from drawn parameters. */
  readonly words?: string | undefined;
  /** From a stated amount to the value: unit, sign and share in one. */
  readonly scale: number;
  /** Entries of one group share their draws: the columns of one process that was split. */
  readonly group: string;
  /** `process#exchange`, of the raw exchange that the entry comes from. */
  readonly exchange: string;
}

/**
 * A system of processes:  M s = f,  g = B s,  h = C g
 *
 *   M  products x processes, square: outputs +, inputs -, the treatment of waste + where it is supplied
 *   B  flows x processes, per process at scale 1, positive in the flow's own direction
 *   C  methods x flows
 */
export interface ProcessSystem {
  readonly products: readonly Item[];
  readonly processes: readonly ProcessItem[];
  readonly flows: readonly FlowItem[];
  readonly methods: readonly Item[];
  readonly m: readonly Entry[];
  readonly b: readonly Entry[];
  readonly c: readonly Entry[];
  /** What formulas of the entries read, by id. */
  readonly parameters: DrawnParameters;
}
