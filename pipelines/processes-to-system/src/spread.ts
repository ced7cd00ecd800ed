/** Of a stated amount, in its own unit and direction. */
export type Spread =
  | { readonly distribution: "lognormal"; readonly geometricSd: number }
  | { readonly distribution: "normal"; readonly sd: number }
  | { readonly distribution: "triangular"; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly distribution: "uniform"; readonly min: number; readonly max: number };
