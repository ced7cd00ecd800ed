import type { Named } from "../linear/linear-system.ts";

/** The cell `unknown_for` of a process or flow: ids of methods, `;` between, each once; nothing where it is empty or not there. */
export function unknownForIn(cell: string | undefined): Pick<Named, "unknownFor"> {
  const ids = [...new Set(cell?.split(";").flatMap((id) => (id.trim() === "" ? [] : [id.trim()])))];
  return ids.length === 0 ? {} : { unknownFor: ids };
}
