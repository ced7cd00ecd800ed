/** The indicators that a criterion may be measured by, each with its unit per declared unit of the product. */
export const indicatorUnits = {
  energy: "kgce",
  "water-intake": "m3",
  cod: "kg",
  "nh3-n": "kg",
  "solid-waste": "kg",
} as const;

export type MeasuredName = keyof typeof indicatorUnits;
