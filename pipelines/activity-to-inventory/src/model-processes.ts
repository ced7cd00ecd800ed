import type { Path } from "./fault.ts";
import { allocationOf } from "./model-allocation.ts";
import { amountOf, type Scope } from "./model-amounts.ts";
import type { Amount, Basis, Emission, FactorWish, Flow, Input, PlantProcess } from "./plant-model.ts";
import type { EmissionDraft, FlowDraft, InputDraft, ProcessDraft } from "./process-shape.ts";
import type { Entry } from "./shape-of-many.ts";

type Part = Omit<Scope, "process">;

/** Reads one process whose names are known. What cannot be read is left out, and has been complained about. */
export function processOf(name: string, draft: ProcessDraft, part: Part): PlantProcess | undefined {
  const scope = { ...part, process: name };
  const path = ["processes", name];
  const { stage = "production", description } = draft;
  const flows = (list: "makes" | "uses"): readonly Flow[] =>
    each(draft[list], [...path, list], (flow, value, at) => flowOf(flow, value, at, scope));
  const inputs = (list: "takes" | "handsOn"): readonly Input[] =>
    each(draft[list], [...path, list], (flow, value, at) =>
      inputOf(flow, value, { path: at, scope, stage: list === "takes" ? stage : "waste" }),
    );
  const emits = each(draft.emits, [...path, "emits"], (flow, value, at) =>
    emissionOf(flow, value, { path: at, scope, stage }),
  );
  const makes = flows("makes");
  const names = draft.makes.map((entry) => entry.name);
  const allocation = allocationOf(draft.allocation, { makes, names, process: name }, part.report);
  if (allocation === undefined) return undefined;
  return {
    name,
    stage,
    ...(description === undefined ? {} : { description }),
    makes,
    uses: flows("uses"),
    takes: inputs("takes"),
    emits,
    handsOn: inputs("handsOn"),
    allocation,
  };
}

const each = <D, T>(
  entries: readonly Entry<D>[] | undefined,
  path: Path,
  read: (name: string, draft: D, path: Path) => T | undefined,
): readonly T[] =>
  (entries ?? []).flatMap(({ name, value }) => (value === undefined ? [] : (read(name, value, [...path, name]) ?? [])));

/** One named amount with its basis. `unit`: what it has to end in, where that is known beforehand. */
export function flowOf(name: string, draft: FlowDraft, path: Path, scope: Scope, unit = draft.unit): Flow | undefined {
  const amount = amountOf(draft, path, scope, unit);
  if (amount === undefined) return undefined;
  judgeSigns(draft, path, scope);
  if (amount.of.kind !== "channels" && amount.of.value === "0" && path.at(-2) === "makes") {
    scope.report.say([...path, "amount"], {
      problem: `"${name}" is made in the amount of zero: nothing can be stated per unit of it.`,
      fix: "State how much is made, or take it out.",
    });
  }
  const { basis = basisOf(amount), note } = draft;
  return { name, amount, basis, ...(note === undefined ? {} : { note }) };
}

/** What is measured is primary; a number that stands in the file is an assumption until the file says better. */
const basisOf = ({ of }: Amount): Basis => (of.kind === "channels" ? "primary" : "assumed");

function judgeSigns({ times = [] }: FlowDraft, path: Path, { report }: Scope): void {
  for (const [i, { value }] of times.entries()) {
    const isNegative = value?.above.startsWith("-") !== value?.below.startsWith("-");
    if (value === undefined || !isNegative || path.at(-2) === "emits") continue;
    report.say([...path, "times", i, "value"], {
      problem: "The coefficient is negative, and so would be the amount.",
      fix:
        path[0] === "indicators"
          ? "Write `sold: true` for what is handed on."
          : "Let the list the flow stands in say which way it goes.",
    });
  }
}

interface Where {
  readonly path: Path;
  readonly scope: Scope;
  readonly stage: string;
}

function inputOf(name: string, draft: InputDraft, { path, scope, stage }: Where): Input | undefined {
  const factors = factorsOf(draft, path, scope);
  const flow = flowOf(name, draft, path, scope);
  if (flow === undefined || factors === undefined) return undefined;
  return { ...flow, stage: draft.stage ?? stage, factors };
}

function factorsOf(draft: InputDraft, path: Path, { report }: Scope): readonly FactorWish[] | undefined {
  // What others do with our waste is their doing: scope 3, whatever the factor is called.
  const usual = path.at(-2) === "handsOn" ? () => 3 as const : scopeOf;
  const { factor, factors, row, place, scope } = draft;
  if ((factor === undefined) === (factors === undefined)) {
    report.say(path, {
      problem: `"${path.at(-1)}" names ${factor === undefined ? "no factor" : "both factor and factors"}.`,
      fix: "Write `factor: ACTIVITY`, or `factors` with a name for each. See: celadon factors search.",
    });
    return undefined;
  }
  if (factor !== undefined) return [wishOf("", { factor, ...kept({ row, place, scope }) }, usual)];
  for (const [key, value] of Object.entries({ row, place, scope })) {
    if (value === undefined) continue;
    report.say([...path, key], {
      problem: `"${key}" belongs to one factor, and here are several.`,
      fix: "Move it to one of them.",
    });
  }
  return (factors ?? []).flatMap(({ name, value }) => (value === undefined ? [] : [wishOf(name, value, usual)]));
}

type FactorDraft = NonNullable<NonNullable<InputDraft["factors"]>[number]["value"]>;

const wishOf = (
  name: string,
  { factor, row, place, scope }: FactorDraft,
  usual: (activity: string) => 1 | 2 | 3,
): FactorWish => ({
  name,
  activity: factor,
  ...kept({ row, place }),
  scope: scope === undefined ? usual(factor) : scopeNumbers[scope],
});

const scopeNumbers = { "1": 1, "2": 2, "3": 3 } as const;

/** The scope of the GHG Protocol that an activity has by itself, seen from the factory: burnt here, bought as energy, or all else. */
const scopeOf = (activity: string): 1 | 2 | 3 => {
  if (/^(fuel|wastewater)\//.test(activity)) return 1;
  return /^(electricity|heat|steam|cooling)\//.test(activity) ? 2 : 3;
};

/** The keys that have a value: absent is absent. */
const kept = <T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>; // only undefined ones were taken out
  };

function emissionOf(name: string, draft: EmissionDraft, { path, scope, stage }: Where): Emission | undefined {
  const flow = flowOf(name, draft, path, scope, draft.unit ?? "kg");
  if (flow === undefined) return undefined;
  if (flow.amount.unit === "kg" || flow.amount.unit === "t" || flow.amount.unit === "g") {
    return { ...flow, gas: draft.gas, stage: draft.stage ?? stage };
  }
  scope.report.say([...path, "unit"], {
    problem: `A gas is counted in mass, not in ${flow.amount.unit}.`,
    fix: "Write `unit: kg`.",
  });
  return undefined;
}
