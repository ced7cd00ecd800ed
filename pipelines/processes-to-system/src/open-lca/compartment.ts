import { directionIn } from "../characterisation/described-flow.ts";
import { type Fields, fieldsOf, textOf } from "./fields.ts";

/** The category of a flow as one lower-case text, `elementary flows/emission to air/unspecified`, in both generations of the format. */
export function compartmentOf(flow: Fields): string {
  const plain = textOf(flow, "category");
  if (plain !== undefined) return plain.toLowerCase();
  const category = fieldsOf(flow, "category");
  if (category === undefined) return "";
  const path = category["categoryPath"];
  const steps = Array.isArray(path) ? path.filter((step) => typeof step === "string") : [];
  return [...steps, textOf(category, "name") ?? ""].join("/").toLowerCase();
}

/** The flow's own direction where its category says it: a resource is taken in, an emission given off. */
export const ownDirection = (flow: Fields): "input" | "output" | undefined => directionIn(compartmentOf(flow));
