import type { LinearSystem, Named, Sparse } from "./linear-system.ts";

/** What an impact can be told by. */
export const breakdownKeys = ["flow", "process", "flow-process", "location", "stage", "gas", "compartment"] as const;
export type BreakdownKey = (typeof breakdownKeys)[number];

/** What stands for a word that a list does not state. */
const notStated = "not stated";

/** What a part is called; `flow` and `process` where it is told by both. */
export interface PartName {
  readonly id: string;
  readonly name: string;
  readonly flow?: string;
  readonly process?: string;
}

/** Which part a term belongs to, of `count` parts. */
interface Grouping {
  readonly count: number;
  readonly groupOf: (term: { readonly flow: number; readonly process: number; readonly entry: number }) => number;
  readonly nameOf: (group: number) => PartName;
}

export function groupingBy({ flows, processes, B }: LinearSystem, by: BreakdownKey): Grouping {
  switch (by) {
    case "flow":
      return { count: flows.length, groupOf: ({ flow }) => flow, nameOf: (flow) => nameIn(flows, flow) };
    case "process":
      return { count: processes.length, groupOf: ({ process }) => process, nameOf: (j) => nameIn(processes, j) };
    case "flow-process": {
      const columns = columnsOf(B);
      return {
        count: B.values.length,
        groupOf: ({ entry }) => entry,
        nameOf: (entry) => {
          const [flow, process] = [nameIn(flows, B.rows[entry]), nameIn(processes, columns[entry])];
          return {
            ...{ id: `${flow.id} x ${process.id}`, name: `${flow.name} x ${process.name}` },
            ...{ flow: flow.id, process: process.id },
          };
        },
      };
    }
    case "location":
    case "stage": {
      const { words, wordOf } = wordsOf(processes, by);
      return { count: words.length, groupOf: ({ process }) => wordOf[process] as number, nameOf: nameFrom(words) };
    }
    case "gas":
    case "compartment": {
      const { words, wordOf } = wordsOf(flows, by);
      return { count: words.length, groupOf: ({ flow }) => wordOf[flow] as number, nameOf: nameFrom(words) };
    }
  }
}

const nameIn = (all: readonly Named[], place: number | undefined): PartName => {
  const { id, name } = all[place as number] as Named;
  return { id, name };
};

const nameFrom =
  (words: readonly string[]) =>
  (group: number): PartName => {
    const word = words[group] as string;
    return { id: word, name: word };
  };

/** The words of a list in code-unit order, and which of them each of its members has. */
function wordsOf(all: readonly Named[], by: "location" | "stage" | "gas" | "compartment") {
  const said = all.map((one) => one[by] ?? notStated);
  const words = [...new Set(said)].sort();
  const places = new Map(words.map((word, place) => [word, place]));
  return { words, wordOf: Int32Array.from(said, (word) => places.get(word) as number) };
}

function columnsOf({ starts, columnCount, rows }: Sparse): Int32Array {
  const columns = new Int32Array(rows.length);
  for (let j = 0; j < columnCount; j++) columns.fill(j, starts[j], starts[j + 1]);
  return columns;
}
