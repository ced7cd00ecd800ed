import type { Fault, Path, Place } from "./fault.ts";
import { pathText } from "./fault.ts";
import type { Tree } from "./yaml-tree.ts";

/** What is wrong, and how to put it right: two sentences. */
interface Complaint {
  readonly problem: string;
  readonly fix: string;
  /** Where in the file, when the path alone does not say it. */
  readonly at?: Place;
  /** The name at the end of the path is wrong, not what stands under it. */
  readonly isName?: boolean;
  readonly severity?: Fault["severity"];
}

/** Takes complaints about places of one file, and sorts them by line. */
export interface Report {
  readonly say: (path: Path, complaint: Complaint) => void;
  readonly faults: () => readonly Fault[];
}

/** A report on the file with this tree; a path without a node of its own stands at its nearest parent. */
export function reportOn(tree: Tree): Report {
  const all: Fault[] = [];
  return {
    say: (path, { problem, fix, at, isName = false, severity = "fault" }) => {
      const { line, column } = at ?? placeOf(tree, path, isName);
      all.push({ line, column, path: pathText(path), severity, problem, fix });
    },
    faults: () => all.toSorted((a, b) => a.line - b.line || a.column - b.column || (a.problem < b.problem ? -1 : 1)),
  };
}

function placeOf(tree: Tree, path: Path, isName: boolean): Place {
  let node = tree;
  let place = tree.at;
  for (const [i, step] of path.entries()) {
    const member = node.kind === "map" ? node.members.find(({ key }) => key === step) : undefined;
    const next = member?.value ?? (node.kind === "list" ? node.items[Number(step)] : undefined);
    if (next === undefined) return place;
    // A name is the place of what stands under it: an engineer looks for `boiler:`, not for the line after it.
    const wantsName = next.kind !== "text" || (isName && i === path.length - 1);
    place = member !== undefined && wantsName ? member.keyAt : next.at;
    node = next;
  }
  return place;
}
