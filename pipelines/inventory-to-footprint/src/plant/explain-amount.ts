import type { ExplainNode, FactorUse, MeanUse, Source } from "@celadon/proto";
import { childId, detailsOf, explainNode } from "./explain-node.ts";

/**
 * An amount and the stretches of channels it comes from:  amount = sum of source * coefficient.  Readings hang below a
 * "channel" node, by its label and its stretch; whoever has them attaches them.
 */
export function explainAmount(
  parent: string,
  key: string,
  part: {
    readonly label: string;
    readonly amount: string;
    readonly unit: string;
    readonly sources: readonly Source[];
    readonly coefficients?: readonly FactorUse[];
  },
): ExplainNode {
  const id = childId(parent, "amount", key);
  return explainNode({
    id,
    kind: "amount",
    label: part.label,
    amount: known(part.amount),
    unit: part.unit,
    rule: part.sources.length === 0 ? "" : "sum of source x coefficient",
    children: [
      ...part.sources.map((source, i) => sourceNode(id, i, source)),
      ...(part.coefficients ?? []).map((row) => explainFactor(id, row, "already in the amount")),
    ],
  });
}

/** Empty text says "unknown": then the node has no amount. */
const known = (amount: string): string | undefined => (amount === "" ? undefined : amount);

function sourceNode(parent: string, at: number, source: Source): ExplainNode {
  const isMetered = source.channel !== "";
  const kind = isMetered ? "channel" : "stated";
  const id = childId(parent, kind, `${at}`);
  return explainNode({
    id,
    kind,
    label: isMetered ? source.channel : source.stated,
    amount: known(source.amount),
    unit: source.unit,
    fromMs: source.fromMs,
    toMs: source.toMs,
    details: detailsOf({
      coefficient: source.coefficient,
      measuredMs: isMetered ? `${source.measuredMs}` : "",
      estimatedMs: isMetered ? `${source.estimatedMs}` : "",
      missingMs: isMetered ? `${source.missingMs}` : "",
      stated: isMetered ? source.stated : "",
    }),
    children:
      source.means?.of.map((mean, i) => meanNode(id, i, { ...mean, fromMs: source.fromMs, toMs: source.toMs })) ?? [],
  });
}

/** A channel whose mean each hour of the one above was multiplied by: already in its coefficient. */
function meanNode(parent: string, at: number, mean: MeanUse & Pick<Source, "fromMs" | "toMs">): ExplainNode {
  return explainNode({
    id: childId(parent, "channel", `${at}`),
    kind: "channel",
    label: mean.channel,
    amount: known(mean.mean),
    unit: mean.unit,
    fromMs: mean.fromMs,
    toMs: mean.toMs,
    details: detailsOf({
      measuredMs: `${mean.measuredMs}`,
      estimatedMs: `${mean.estimatedMs}`,
      missingMs: `${mean.missingMs}`,
      stated: "mean by time; each hour's own mean is in the coefficient",
    }),
  });
}

/** A factor row and the place in print it comes from. */
export function explainFactor(parent: string, row: FactorUse, use = ""): ExplainNode {
  const id = childId(parent, "factor", row.id);
  return explainNode({
    id,
    kind: "factor",
    label: row.id,
    amount: row.value,
    unit: `${row.unit}/${row.perUnit}`,
    marks: row.marks,
    details: detailsOf({ gas: row.gas, gwpSet: row.gwpSet, confidence: row.confidence, use }),
    children: [
      explainNode({
        id: childId(id, "source", row.id),
        kind: "source",
        label: [row.document, row.edition, row.locator].filter((text) => text !== "").join(", "),
        details: detailsOf({ document: row.document, edition: row.edition, locator: row.locator }),
      }),
    ],
  });
}
