import type { FlowIdentity } from "../characterisation/flow-identity.ts";
import { publishedMethod } from "../published-flow.ts";
import type { RawTerms } from "../raw-process.ts";
import type { DocumentContext } from "./document-context.ts";
import { directedCompartment, flowIdentity } from "./flow-identity.ts";

const nothing: FlowIdentity = { climate: undefined, water: undefined };

/** Flows as a document describes them; the code of a place is its id. */
export const documentTerms = ({ flows, methods }: DocumentContext): RawTerms => ({
  flowOf: (flowId) => {
    const method = publishedMethod(flowId);
    if (method !== undefined) {
      const { name = method, unit = "" } = methods.get(method) ?? {};
      return { name: `Published result, ${name}`, unit, direction: "output", identity: nothing, compartment: "" };
    }
    const flow = flows.get(flowId);
    return {
      name: flow?.name ?? flowId,
      unit: flow?.unit ?? "",
      direction: flow?.direction === undefined ? undefined : flow.direction === "emission" ? "output" : "input",
      identity: flow === undefined ? nothing : flowIdentity(flow),
      compartment: flow === undefined ? "" : directedCompartment(flow),
    };
  },
  placeOf: (locationId) => locationId,
});
