import { accept } from "@celadon/quantity";
import { builtSystem } from "../built-system.ts";
import type { AskedMethods } from "../characterisation/asked-methods.ts";
import { linkedSystem } from "../linked-system.ts";
import { type Drawing, parameterScope } from "../parameter-scope.ts";
import type { SystemReport } from "../report.ts";
import { askedOfDocument } from "./asked-of-document.ts";
import type { DocumentContext } from "./document-context.ts";
import { documentMethods } from "./document-methods.ts";
import { documentTerms } from "./document-terms.ts";
import { flowsByView } from "./flows-by-view.ts";
import { parameterValues } from "./parameter-values.ts";
import { readDocument } from "./read-document.ts";
import { readProcesses } from "./read-processes.ts";
import { redefined, redefinedParameters } from "./redefined-parameters.ts";
import type { Fault } from "./shape.ts";
import { unitRatios } from "./unit-ratios.ts";
import type { View } from "./view.ts";
import { withAllocations } from "./with-allocations.ts";

/** What is decided about a document when it is built. */
export interface BuildOptions {
  /** Parameters redefined: `name`, everywhere, or `process/name`, in that process alone. */
  readonly set?: Readonly<Record<string, number>>;
  /** Process id -> how it is split, before what the document says: `economic`, `physical:mass`, `substitution`. */
  readonly allocation?: Readonly<Record<string, string>>;
  /** How bought electricity is counted, where the document tells the views apart. */
  readonly view?: View;
  /** Methods worked out for its flows, beside its own. */
  readonly characterise?: AskedMethods;
}

/** What became of a document. */
export interface BuildReport extends SystemReport {
  /** Null where the document does not tell views apart. */
  readonly view: View | null;
  /** The values of all parameters, `name` and `process/name`; null where one has none. */
  readonly parameters: Readonly<Record<string, number | null>>;
}

export interface Built {
  readonly report: BuildReport;
  /** File name -> text, everything a system folder holds. */
  readonly files: ReadonlyMap<string, string>;
}

/** A document that makes no system at all, with every fault of it. */
export interface BuildRefusal {
  readonly kind: "reject";
  readonly reason:
    | "bad-document"
    | "view-needed"
    | "unknown-parameter"
    | "unknown-allocation"
    | "unknown-gwp-set"
    | "unknown-water-method"
    | "factor-missing"
    | "method-twice";
  readonly evidence: string;
  readonly faults: readonly Fault[];
}

export type BuildAnswer = { readonly kind: "accept"; readonly value: Built } | BuildRefusal;

const refuse = (reason: BuildRefusal["reason"], evidence: string, faults: readonly Fault[] = []): BuildRefusal => ({
  kind: "reject",
  ...{ reason, evidence, faults },
});

/**
 * Builds the system of a process document: a folder in which everything is linked, and a report of all that is not. Every exchange read
 * ends in exactly one class, and the counts add up. Refused: a text that is no such document, a redefined parameter or allocation that it does not
 * have, a document that tells views apart where none was asked for, methods asked for that are not known or that it has of its own.
 */
export function buildSystem(text: string, options: BuildOptions = {}): BuildAnswer {
  const { document, faults } = readDocument(text);
  if (document === undefined) {
    const shown = faults.slice(0, 10).map(({ at, message }) => (at === "" ? message : `${at}: ${message}`));
    const more = faults.length > 10 ? ` And ${faults.length - 10} more.` : "";
    return refuse("bad-document", `${shown.join(" ")}${more}`, faults);
  }
  const set = redefined(options.set ?? {}, document);
  if (set.kind !== "accept") return refuse("unknown-parameter", set.evidence);
  const processes = withAllocations(document.processes, options.allocation ?? {});
  if (processes.kind !== "accept") return refuse(processes.reason, processes.evidence);
  const { view } = options;
  const byView = flowsByView(document);
  if (byView.length > 0 && view === undefined) {
    const evidence = `The provider of ${byView.map((id) => `"${id}"`).join(", ")} depends on the view. Ask for the location or the market view.`;
    return refuse("view-needed", evidence);
  }
  const asked = options.characterise === undefined ? nothingAsked : askedOfDocument(document, options.characterise);
  if (asked.kind !== "accept") return refuse(asked.reason, asked.evidence);
  const twice = asked.value.methods.find(({ id }) => document.methods?.some((one) => one.id === id));
  if (twice !== undefined) {
    return refuse(
      "method-twice",
      `The document has a method "${twice.id}" of its own. Give it another id, or do not ask for it.`,
    );
  }

  const drawing: Drawing = { parameters: new Map(), findings: [] };
  const globals = parameterScope(redefinedParameters(document.parameters ?? [], set.value), { drawing });
  const context: DocumentContext = {
    flows: new Map(document.flows.map((one) => [one.id, one])),
    methods: new Map(
      [...(document.methods ?? []), ...asked.value.methods].map(({ id, name, unit }) => [id, { name, unit }]),
    ),
    ratios: unitRatios(document.units ?? []),
    globals,
    drawing,
    view: byView.length > 0 ? view : undefined,
  };
  const read = readProcesses(processes.value, context, set.value);
  const rules = { given: {}, sameLocation: document.sameLocation ?? false, unusable: "left-out" } as const;
  const own = documentMethods(document.methods ?? [], context);
  const methods = [...own.methods, ...asked.value.methods];
  const linked = linkedSystem(documentTerms(context), read.accepted, rules, methods, drawing.parameters);
  const parameters = parameterValues(document, globals, set.value);
  const splits = read.accepted.flatMap(({ id, made }) => (made === undefined ? [] : [{ ...made, id }]));
  const findings = [
    ...parameters.findings,
    ...drawing.findings,
    ...splits,
    ...own.findings,
    ...asked.value.findings,
    ...linked.findings,
  ];
  const { report, files } = builtSystem(read, linked, methods, findings);
  return accept({ report: { view: context.view ?? null, parameters: parameters.values, ...report }, files });
}

const nothingAsked = accept({ methods: [], findings: [] });
