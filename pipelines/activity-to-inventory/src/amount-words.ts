import type { AmountOrigin } from "./plant-model.ts";

/** An amount as the engineer wrote it, in canonical form: for `explain`. */
export function amountWords(of: AmountOrigin): string {
  if (of.kind === "stated") return `${of.value} ${of.unit} per ${of.per}`;
  if (of.kind === "ratio") {
    const { base } = of;
    return `${of.value} ${of.unit} per ${of.perUnit} of ${base.kind === "channel" ? base.channel : `${base.process}/${base.flow}`}`;
  }
  return of.terms
    .map(({ channel, isSubtracted }, i) => `${isSubtracted ? "- " : i > 0 ? "+ " : ""}${channel}`)
    .join(" ");
}
