import type { SystemReport } from "@celadon/processes-to-system";
import { unknownText } from "./unknown-text.ts";

/** What a person sees of a report; the rest is for `--json`. */
export const reportFields = ({ exchangesRead, counts, processes, system, findings, methods }: SystemReport) =>
  [
    ["exchanges read", `${exchangesRead}`],
    ["linked", `${counts.linked}`],
    ["linked by sole supplier", `${counts.linkedBySoleSupplier}`],
    ["cut off", `${counts.cutOff}`],
    ["ambiguous", `${counts.ambiguous}`],
    ["refused", `${counts.refused}`],
    ["processes", `${processes.accepted} of ${processes.read}`],
    ["system", `${system.products} products, ${system.flows} flows, ${system.methods} methods`],
    ["unknown", unknownText(methods)],
    ["findings", `${findings.length}; --json lists them, and each exchange that is not linked`],
  ] as const;
