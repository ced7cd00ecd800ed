import type { ProcessDocument } from "./document-shape.ts";

/** Flows of which a provider depends on the view, in order of id. */
export const flowsByView = ({ flows, processes }: ProcessDocument): readonly string[] => {
  const supplies = processes.flatMap(({ exchanges, circular }) => [
    ...exchanges,
    ...(circular ?? []).flatMap((one) =>
      Object.values(one).filter((part) => typeof part === "object" && "flow" in part),
    ),
  ]);
  const stated = supplies.filter(({ providers }) => providers !== undefined).map(({ flow }) => flow);
  const marked = flows.filter(({ byView }) => byView === true).map(({ id }) => id);
  return [...new Set([...stated, ...marked])].sort();
};
