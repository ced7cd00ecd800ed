import { parameterName } from "../parameter-scope.ts";
import { documentShape, type ProcessDocument } from "./document-shape.ts";
import type { StatedFlow } from "./flow-shape.ts";
import type { Fault } from "./shape.ts";

/** Ids are joined by these signs in what is built: `flow/process`, `flow@place`, `process#exchange`. */
const joints = /[/@#]/;

/** Reads the text of a process document. Every fault is told at once, with its place. */
export function readDocument(text: string): { readonly document?: ProcessDocument; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const value = parsed(text);
  if (value === undefined) return { faults: [{ at: "", message: "The text is no JSON." }] };
  const document = documentShape.read(value, "", faults);
  if (document === undefined) return { faults };
  faults.push(...idFaults(document));
  return faults.length === 0 ? { document, faults } : { faults };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function idFaults({ units, parameters, flows, processes, methods }: ProcessDocument): readonly Fault[] {
  const names = (list: ProcessDocument["parameters"]): readonly string[] =>
    (list ?? []).map(({ name }) => parameterName(name));
  return [
    ...twice(
      flows.map(({ id }) => id),
      "flows",
      "Flow",
    ),
    ...twice(
      processes.map(({ id }) => id),
      "processes",
      "Process",
    ),
    ...twice(
      (methods ?? []).map(({ id }) => id),
      "methods",
      "Method",
    ),
    ...twice(
      (units ?? []).map(({ symbol }) => symbol),
      "units",
      "Unit",
    ),
    ...twice(names(parameters), "parameters", "Parameter"),
    ...jointed(flows, "flows"),
    ...(methods ?? [])
      .filter(({ id }) => id.includes(";"))
      .map(({ id }) => ({
        at: "methods",
        message: `Id "${id}" has a semicolon, which joins methods in what is built.`,
      })),
    ...flows.flatMap(flowFaults),
    ...jointed(processes, "processes"),
    ...processes.flatMap((one, i) => {
      const said = [...one.exchanges, ...(one.circular ?? [])].flatMap(({ id }) => (id === undefined ? [] : [{ id }]));
      const at = `processes[${i}]`;
      return [
        ...twice(
          said.map(({ id }) => id),
          `${at}.exchanges`,
          "Exchange",
        ),
        ...jointed(said, `${at}.exchanges`),
        ...twice(names(one.parameters), `${at}.parameters`, "Parameter"),
      ];
    }),
  ];
}

const natural = ["direction", "compartment", "gas", "origin", "water"] as const;

/** What a flow of its kind may not say, or has to. */
function flowFaults(flow: StatedFlow, i: number): readonly Fault[] {
  const { id, kind } = flow;
  const at = `flows[${i}]`;
  const isNatural = kind === "elementary";
  const faults: Fault[] = natural
    .filter((key) => !isNatural && flow[key] !== undefined)
    .map((key) => ({ at: `${at}.${key}`, message: `Flow "${id}" is a ${kind}, and only elementary flows have one.` }));
  if (isNatural && flow.direction === undefined) {
    faults.push({ at: `${at}.direction`, message: `Elementary flow "${id}" has no direction: emission or resource.` });
  }
  if (kind !== "product" && flow.byView !== undefined) {
    faults.push({ at: `${at}.byView`, message: `Flow "${id}" is no product, and only what is bought has views.` });
  }
  if (flow.origin !== undefined && flow.gas === undefined) {
    faults.push({ at: `${at}.origin`, message: `Flow "${id}" has an origin and no gas. Name the gas, such as CO2.` });
  }
  if (flow.gas !== undefined && flow.water !== undefined) {
    faults.push({ at: `${at}.water`, message: `Flow "${id}" is a gas or water, not both.` });
  }
  return faults;
}

function twice(ids: readonly string[], at: string, what: string): readonly Fault[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const id of ids) (seen.has(id) ? again : seen).add(id);
  return [...again].map((id) => ({ at, message: `${what} "${id}" stands there several times; an id names one.` }));
}

const jointed = (items: readonly { readonly id: string }[], at: string): readonly Fault[] =>
  items
    .filter(({ id }) => joints.test(id))
    .map(({ id }) => ({ at, message: `Id "${id}" has one of the signs / @ #, which join ids in what is built.` }));
