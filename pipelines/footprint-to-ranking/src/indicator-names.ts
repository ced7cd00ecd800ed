import { didYouMean } from "@celadon/quantity";

/** What products are ranked by. Less is better for every one of them. */
export const indicatorNames = ["footprint", "energy", "water-intake", "cod", "nh3-n", "solid-waste"] as const;

export type IndicatorName = (typeof indicatorNames)[number];

export const isIndicatorName = (text: string): text is IndicatorName => indicatorNames.some((name) => name === text);

/** The sentence for a name that is none of them. */
export const unknownIndicator = (text: string): string =>
  `No indicator is called "${text}".${didYouMean(text, indicatorNames)} Take one of ${indicatorNames.join(", ")}.`;
