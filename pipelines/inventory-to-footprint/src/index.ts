export { denseAdjoint } from "./dense-adjoint.ts";
export { explainTree } from "./explain-tree.ts";
export { footprintBytes } from "./footprint-bytes.ts";
export { type Engine, footprintsOf } from "./footprints-of.ts";
export type { GwpLookUp } from "./gwp-look-up.ts";
export { gwpOf } from "./gwp-of.ts";
export type { ProcessSystem } from "./process-system.ts";
export type { Answer, FootprintRefusal, Refused, SolveRefusal } from "./refused.ts";
export type { AdjointSolution, Block, SolveAdjoint } from "./solve-adjoint.ts";
