import type { DescribedFlow } from "../characterisation/described-flow.ts";
import { compartmentOf } from "./compartment.ts";
import { type Fields, textOf } from "./fields.ts";

/** What the document of an elementary flow says of it. */
export const described = (flow: Fields): DescribedFlow => ({
  name: textOf(flow, "name") ?? "",
  cas: textOf(flow, "cas"),
  compartment: compartmentOf(flow),
});
