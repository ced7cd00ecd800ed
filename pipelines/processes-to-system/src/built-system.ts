import type { LinkedSystem } from "./linked-system.ts";
import type { MethodFactors } from "./method-factors.ts";
import type { RawProcess } from "./raw-process.ts";
import type { ExchangeCase, Finding, SystemReport } from "./report.ts";
import { systemFiles, uncertainEntries } from "./system-files.ts";
import { withMethods } from "./with-methods.ts";

/** What was read of a source before anything was linked. */
export interface ReadProcesses {
  readonly accepted: readonly RawProcess[];
  readonly refused: readonly Finding[];
  /** Exchanges that are refused, alone or with their process. */
  readonly lost: readonly ExchangeCase[];
  readonly exchangesRead: number;
}

export interface BuiltSystem {
  readonly report: SystemReport;
  /** File name -> text, everything a system folder holds. */
  readonly files: ReadonlyMap<string, string>;
}

/** The folder of a linked system and the report of all that did not fit. `findings` are those of the source. */
export function builtSystem(
  { accepted, refused, lost, exchangesRead }: ReadProcesses,
  linked: LinkedSystem,
  methods: readonly MethodFactors[],
  findings: readonly Finding[],
): BuiltSystem {
  const { system, coverage } = withMethods(linked, methods);
  const cases = [...lost, ...linked.cases];
  const count = (kind: ExchangeCase["class"]): number => cases.filter((one) => one.class === kind).length;
  const report: SystemReport = {
    exchangesRead,
    counts: {
      linked: linked.linked,
      linkedBySoleSupplier: count("linkedBySoleSupplier"),
      cutOff: count("cutOff"),
      ambiguous: count("ambiguous"),
      refused: count("refused"),
    },
    processes: { read: accepted.length + refused.length, accepted: accepted.length, refused: refused.length },
    system: {
      products: system.products.length,
      processes: system.processes.length,
      flows: system.flows.length,
      methods: system.methods.length,
      uncertain: uncertainEntries(system),
    },
    duplicates: linked.duplicates,
    refusedProcesses: refused,
    cases,
    findings,
    methods: coverage,
  };
  return { report, files: systemFiles(system, leftOutOf(cases)) };
}

/** How many exchanges of a process are not in the system, and how many of these are credits; one that was split is known by its flow too. */
function leftOutOf(
  cases: readonly ExchangeCase[],
): (process: { readonly id: string }) => { readonly all: number; readonly credits: number } {
  const leftOut = cases.filter(({ class: kind }) => kind !== "linkedBySoleSupplier");
  const all = countsBy(leftOut);
  const credits = countsBy(leftOut.filter(({ isCreditLeftOut }) => isCreditLeftOut === true));
  return ({ id }) => {
    // The id itself, and what stands before each slash of it.
    const ends = [...id.matchAll(/\/|$/g)].map(({ index }) => id.slice(0, index));
    return { all: all(ends), credits: credits(ends) };
  };
}

/** How many cases are of any of some processes. */
function countsBy(cases: readonly ExchangeCase[]): (processes: readonly string[]) => number {
  const counts = new Map<string, number>();
  for (const { processId } of cases) {
    const before = counts.get(processId);
    counts.set(processId, before === undefined ? 1 : before + 1);
  }
  return (processes) =>
    processes.reduce((sum, process) => {
      const own = counts.get(process);
      return own === undefined ? sum : sum + own;
    }, 0);
}
