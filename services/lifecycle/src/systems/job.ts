import type { Changes, Compared, FigureBound, Overdrawn, Runs } from "@celadon/inventory-to-footprint/systems";
import type { ContributionsResponse, Selection, SolveResponse, SolveWays, SystemMethod } from "@celadon/proto";
import type { SharedSystem } from "./shared-system.ts";
import type { UploadedFiles } from "./uploaded-files.ts";

/** What a thread may be asked. All in it is plain or shared. */
export type Job =
  | { readonly kind: "read"; readonly files: UploadedFiles }
  | {
      readonly kind: "solve";
      readonly system: SharedSystem;
      readonly product: string;
      readonly amount: number;
      readonly method: string | undefined;
      readonly supply: Selection | undefined;
      readonly inventory: Selection | undefined;
    }
  | {
      readonly kind: "contributions";
      readonly system: SharedSystem;
      readonly product: string;
      readonly method: string;
      readonly cutoff: number;
    }
  | {
      readonly kind: "compare";
      readonly system: SharedSystem;
      readonly product: string;
      readonly method: string;
      readonly changes: Changes;
    }
  | { readonly kind: "footprints"; readonly system: SharedSystem; readonly method: string | undefined }
  | {
      readonly kind: "runs";
      readonly system: SharedSystem;
      readonly method: string;
      readonly products: readonly string[];
      /** Whether all are compared with the last one, so that they have to be told by one unit. */
      readonly isCompared?: boolean;
      readonly seed: number;
      /** Runs `from` to `to - 1`. */
      readonly from: number;
      readonly to: number;
      /** Shared: one is added for each run that is made. */
      readonly done: Int32Array;
    };

/** What a thread answers, by the kind of the job. */
interface Answers {
  readonly read: SharedSystem;
  readonly solve: SolveResponse;
  readonly contributions: ContributionsResponse;
  readonly compare: Compared;
  readonly footprints: FoundFootprints;
  readonly runs: FoundRuns;
}

export type AnswerTo<J extends Job> = Answers[J["kind"]];

/** How a bound is written into shared memory. */
export const boundMarks = { complete: 0, "lower-bound": 1, "bound-unknown": 2 } as const satisfies Record<
  FigureBound,
  number
>;

/** All footprints, shared. */
export interface FoundFootprints {
  readonly ways: SolveWays;
  readonly methods: readonly SystemMethod[];
  readonly emptyMethods: readonly SystemMethod[];
  readonly overdrawn: readonly Overdrawn[];
  /** Of method m and product i at `m * products + i`. */
  readonly values: Float64Array;
  /** 1 at the place of a value that is unknown, and no number; undefined where there is none. */
  readonly unknown: Uint8Array | undefined;
  /** `boundMarks` of each product; undefined where all are complete. */
  readonly bounds: Uint8Array | undefined;
}

/** Runs of the products asked for, by their place among them, and the static answer. */
export interface FoundRuns {
  readonly runs: Runs;
  readonly statics: readonly number[];
}
