export { denseAdjoint } from "./dense-adjoint.ts";
export { type Exchange, type ProcessSystem, systemOf } from "./process-system.ts";
export type { Answer, FootprintRefusal, Refused, SolveRefusal } from "./refused.ts";
export type { AdjointSolution, Block, SolveAdjoint } from "./solve-adjoint.ts";
export { transposed } from "./transposed.ts";
