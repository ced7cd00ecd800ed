import type { Line, Process } from "@celadon/proto";
import type { Item } from "./draft-system.ts";

/** Where a burden belongs: the stage of the life cycle, and the scope of the GHG Protocol. */
export interface Place {
  readonly stage: string;
  readonly scope: string;
}

/** Where the lines of a plant belong: each its own stage, else that of its process. */
export function placesOf(processes: readonly Process[]): (line: Line) => Place {
  const stages = new Map(processes.map(({ id, stage }) => [id, stage]));
  return (line) => ({
    stage: line.stage === "" ? (stages.get(line.process) as string) : line.stage,
    scope: `${line.scope}`,
  });
}

/** As a process says it; no stage is none. */
export const viewsOf = ({ stage, scope }: Place): Pick<Item, "stage" | "scope"> =>
  stage === "" ? { scope } : { stage, scope };
