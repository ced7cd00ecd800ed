import { unitOf } from "@celadon/quantity";
import { parameterName } from "../parameter-scope.ts";
import { documentShape, type ProcessDocument } from "./document-shape.ts";
import type { StatedFlow } from "./flow-shape.ts";
import type { Fault } from "./shape.ts";

type OwnUnit = NonNullable<ProcessDocument["units"]>[number];

/** Ids are joined by these signs in what is built: `flow/process`, `flow@place`, `process#exchange`. */
const joints = /[/@#]/;

/** Reads the text of a process document. Every fault is told at once, with its place. */
export function readDocument(text: string): { readonly document?: ProcessDocument; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const value = parsed(text);
  if (value.fault !== undefined) return { faults: [{ at: "", message: value.fault }] };
  const document = documentShape.read(value.json, "", faults);
  if (document === undefined) return { faults };
  const told = [...faults, ...idFaults(document)]; // not pushed: there may be more of them than a call has arguments
  return told.length === 0 ? { document, faults: told } : { faults: told };
}

function parsed(text: string): { readonly json?: unknown; readonly fault?: string } {
  try {
    return { json: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    const where = error instanceof Error ? error.message : "it does not parse";
    return { fault: `The text is no JSON: ${where}. Correct it there; a comma too many or too few is the usual slip.` };
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
    ...(units ?? []).flatMap(unitFaults),
    ...twice(names(parameters), "parameters", "Parameter"),
    ...unspeakable(names(parameters), "parameters"),
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
        ...unspeakable(names(one.parameters), `${at}.parameters`),
      ];
    }),
  ];
}

/** A unit of the document's own that would mean one thing here and another in the tables, or that counts for less than it says. */
function unitFaults({ symbol, factor, of }: OwnUnit, i: number): readonly Fault[] {
  const at = `units[${i}]`;
  const faults: Fault[] = [];
  if (unitOf(symbol).kind === "accept") {
    const message = `Unit "${symbol}" is known already, and keeps its meaning. Give the other one a symbol of its own.`;
    faults.push({ at: `${at}.symbol`, message });
  }
  if (factor !== undefined && of === undefined) {
    const message = `Unit "${symbol}" has a factor, and of what is not said. Name the other unit under "of".`;
    faults.push({ at: `${at}.of`, message });
  }
  return faults;
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
  const side = flow.water === "withdrawal" ? "resource" : "emission";
  if (isNatural && flow.water !== undefined && flow.direction !== undefined && flow.direction !== side) {
    const message = `Flow "${id}" is water (${flow.water}), which is no ${flow.direction} but an amount of the other direction: ${side}.`;
    faults.push({ at: `${at}.direction`, message });
  }
  return faults;
}

function twice(ids: readonly string[], at: string, what: string): readonly Fault[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const id of ids) (seen.has(id) ? again : seen).add(id);
  return [...again].map((id) => ({ at, message: `${what} "${id}" stands there several times; an id names one.` }));
}

/** Names that a formula reads as something else: `steam-loss` as a difference, `steam loss` as a product. */
const unspeakable = (names: readonly string[], at: string): readonly Fault[] =>
  names
    .filter((name) => !/^[\p{L}_][\p{L}0-9_]*$/u.test(name))
    .map((name) => ({
      at,
      message: `Parameter "${name}" cannot be named in a formula. Write letters, digits and _, a letter first.`,
    }));

const jointed = (items: readonly { readonly id: string }[], at: string): readonly Fault[] =>
  items
    .filter(({ id }) => joints.test(id))
    .map(({ id }) => ({ at, message: `Id "${id}" has one of the signs / @ #, which join ids in what is built.` }));
