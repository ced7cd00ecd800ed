import type { Indicator } from "./plant-model.ts";

/** The indicators by their keys in the file, in the order of the names they have everywhere else. */
export const indicatorKinds = {
  COD: { name: "cod", unit: "kg" },
  energy: { name: "energy", unit: "kgce" },
  "NH3-N": { name: "nh3-n", unit: "kg" },
  "solid waste": { name: "solid-waste", unit: "kg" },
  "water intake": { name: "water-intake", unit: "m3" },
} as const satisfies Readonly<Record<string, Pick<Indicator, "name" | "unit">>>;

export type IndicatorKey = keyof typeof indicatorKinds;

export const indicatorKeys = Object.keys(indicatorKinds) as readonly IndicatorKey[]; // those of the object above

/** What the file calls an indicator. */
export function indicatorKey(name: Indicator["name"]): IndicatorKey {
  const key = indicatorKeys.find((one) => indicatorKinds[one].name === name);
  if (key === undefined) throw new Error(`No key of the plant file stands for indicator "${name}".`);
  return key;
}
