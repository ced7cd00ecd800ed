import type { Cell } from "@celadon/telemetry-to-activity";
import { amountText } from "./amount-text.ts";
import type { Channel } from "./channel.ts";

export const sliceColumns = ["channelId", "start", "amount", "measuredMs", "estimatedMs", "marks", "version"] as const;

/** A slice's content as the text of a row. */
export const sliceContent = ({ pico, measuredMs, estimatedMs, marks }: Cell): string =>
  `${amountText(pico)}\t${measuredMs}\t${estimatedMs}\t${marks}`;

export const sliceRow = ({ idText }: Channel, startMs: number, content: string, version: number): string =>
  `${idText}\t${startMs / 1000}\t${content}\t${version}\n`;
