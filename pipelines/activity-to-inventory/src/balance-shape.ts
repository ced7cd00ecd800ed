import { amountText } from "./amount-text.ts";
import { percent } from "./measure.ts";
import { may, need, type Read, record } from "./shape.ts";
import { list } from "./shape-of-many.ts";

/** What a meter counts as a whole, and what others count of the same. */
export const balanceShape = record({
  of: need(amountText, "The whole: a channel, or a sum or difference of channels."),
  parts: need(
    list(amountText),
    "What is measured of it elsewhere, each a channel, or a sum or difference of channels.",
  ),
  atMost: may(percent, "How much of the whole may be unaccounted for, such as `3 %`. Beyond it the balance says so."),
});

export type BalanceDraft = Read<typeof balanceShape>;
