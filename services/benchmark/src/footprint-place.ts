/** A product and period of a factory, with the footprint that is current there and the place it has in the history. */
export interface FootprintPlace {
  readonly factory: string;
  readonly product: string;
  readonly fromMs: string;
  readonly toMs: string;
  /** Empty where none is current any more. */
  readonly id: string;
  readonly place: string;
  /** Which rows were written for the footprint that was worked in last, as `writtenText` has it. */
  readonly written: string;
}
