import type { ExplainDetail, ExplainNode } from "@celadon/proto";

/** A node of an explanation with what it needs to say; the rest is empty. */
type NodeParts = Pick<ExplainNode, "id" | "kind" | "label"> & Partial<ExplainNode>;

export const explainNode = (parts: NodeParts): ExplainNode => ({
  unit: "",
  rule: "",
  marks: [],
  details: [],
  children: [],
  leftOut: 0,
  ...parts,
});

/** The id of a child: its parent's, then its kind and key; a slash in a key is percent-encoded. */
export const childId = (parent: string, kind: string, key: string): string =>
  `${parent}/${kind}:${encodeURIComponent(key)}`;

/** Details in the order given; those without a value are left out. */
export const detailsOf = (details: Readonly<Record<string, string>>): readonly ExplainDetail[] =>
  Object.entries(details)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => ({ name, value }));
