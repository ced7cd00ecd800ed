import { resolveLibchdb } from "chdb/libchdb";
import { unableToStartGateway } from "./deploy/start-gateway.ts";
import { imports } from "./imports.ts";
import { workspaces } from "./workspaces.ts";

/** What some tests need of the machine. A lane that cannot run is said, counted as skipped, and under `CI=true` a failure. */
export interface Lane {
  readonly name: string;
  /** What stays unproven without it. */
  readonly proves: string;
  readonly needs: (file: string) => boolean;
  /** Why it cannot run here, as a sentence; undefined when it can. */
  readonly unable: () => string | undefined;
}

const arrivals = new Map<string, readonly string[]>();
for (const { file, target } of imports) arrivals.set(file, [...(arrivals.get(file) ?? []), target]);
const indexOf = new Map(workspaces.map(({ name, folder }) => [name, `${folder}/src/index.ts`]));

/** Whether loading `file` loads what `wanted` names, through any number of imports. */
function loads(file: string, wanted: RegExp, seen = new Set<string>()): boolean {
  seen.add(file);
  return (arrivals.get(file) ?? []).some((target) => {
    const next = indexOf.get(target) ?? target;
    return wanted.test(target) || (!seen.has(next) && loads(next, wanted, seen));
  });
}

const unableToOpenEngine = (): string | undefined => {
  try {
    resolveLibchdb(); // finds the library's file; loads nothing
    return undefined;
  } catch (fault) {
    return fault instanceof Error ? fault.message : `${fault}`;
  }
};

/** All lanes. Each is required where `CI=true`. */
export const lanes: readonly Lane[] = [
  {
    name: "ClickHouse embedded",
    proves: "that the SQL says what its twin says, and that what is acknowledged is stored",
    // Journeys start the whole program, which an import does not show.
    needs: (file) => file.startsWith("test/journey/") || loads(file, /^chdb(?:\/|$)/),
    unable: unableToOpenEngine,
  },
  {
    name: "ClickHouse over HTTP",
    proves: "that the store keeps its promises over the wire, and waits for a server that is away",
    needs: (file) => loads(file, /^test\/clickhouse\//),
    unable: unableToOpenEngine,
  },
  {
    name: "gateway",
    proves: "that the one address hands every route and call to the process that answers it",
    needs: (file) => loads(file, /^test\/deploy\/start-gateway\.ts$/),
    unable: unableToStartGateway,
  },
];
