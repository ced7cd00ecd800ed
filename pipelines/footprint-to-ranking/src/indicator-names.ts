/** What products are ranked by. Less is better for every one of them. */
export const indicatorNames = ["footprint", "energy", "water-intake", "cod", "nh3-n", "solid-waste"] as const;

export type IndicatorName = (typeof indicatorNames)[number];

export const isIndicatorName = (text: string): text is IndicatorName => indicatorNames.some((name) => name === text);
