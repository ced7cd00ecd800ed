import { explainTree } from "@celadon/inventory-to-footprint";
import type { ExplainNode, Footprint } from "@celadon/proto";
import { didYouMean, localText } from "@celadon/quantity";
import { refuse, type Store } from "@celadon/runtime";
import { explainStretch } from "./explain-stretch.ts";
import { storedModels } from "./stored-models.ts";
import { channelsOf, stretchOf } from "./stretch-of.ts";

export interface ExplainQuery {
  /** How many windows of each channel stretch to show; the rest is counted in `leftOut`. */
  readonly limit: number;
  /** Only channel stretches of this channel are opened down to windows. */
  readonly channel?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly withReadings: boolean;
}

/** The tree of a footprint, its channel stretches opened down to hourly windows and single readings. */
export async function explain(store: Store, footprint: Footprint, query: ExplainQuery): Promise<ExplainNode> {
  refuseOutside(footprint, query);
  const tree = explainTree(footprint);
  const models = await storedModels(store, [footprint.factory]);
  const channels = channelsOf(models);
  const { channel: wanted } = query;
  if (wanted !== undefined && !channels.has(wanted)) {
    const message = `No channel of "${footprint.factory}" is called "${wanted}".${didYouMean(wanted, channels.keys())} Its channels: ${[...channels.keys()].join(", ")}.`;
    throw refuse({ status: 404, code: "unknown-channel", message });
  }
  const open = async (node: ExplainNode): Promise<ExplainNode> => {
    const children = await Promise.all(node.children.map(open));
    const stretch = stretchOf(node, footprint, channels);
    if (stretch === undefined || (wanted !== undefined && wanted !== stretch.channel)) return { ...node, children };
    const asked = {
      ...stretch,
      fromMs: Math.max(stretch.fromMs, query.fromMs ?? Number.NEGATIVE_INFINITY),
      toMs: Math.min(stretch.toMs, query.toMs ?? Number.POSITIVE_INFINITY),
    };
    const { windows, leftOut } = await explainStretch(store, asked, query);
    return { ...node, children: [...children, ...windows], leftOut: node.leftOut + leftOut };
  };
  return open(tree);
}

/** Of a stretch without an hour of the footprint nothing could be shown, which would look as if nothing had been measured. */
function refuseOutside(
  { fromMs, toMs, timeZone }: Footprint,
  { fromMs: askedFrom = Number(fromMs), toMs: askedTo = Number(toMs) }: ExplainQuery,
): void {
  if (askedFrom < Number(toMs) && askedTo > Number(fromMs) && askedFrom < askedTo) return;
  const [asked, own] = [
    [askedFrom, askedTo],
    [Number(fromMs), Number(toMs)],
  ].map((times) => times.map((atMs) => localText(atMs, timeZone)).join(" to "));
  const message = `Nothing of the footprint lies in ${asked}: it is of ${own}. Take --from and --to within it, the one before the other.`;
  throw refuse({ status: 400, code: "outside-period", message });
}
