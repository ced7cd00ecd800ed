import type { Finding } from "../report.ts";
import type { Archive } from "./archive.ts";

/** Whole kinds of documents that an archive lacks, each said once, beside what follows from it case by case. */
export function missingFromArchive({ documents }: Archive): readonly Finding[] {
  const has = (type: string): boolean => (documents.get(type)?.size ?? Number.NaN) > 0;
  const elementary = [...(documents.get("Flow")?.values() ?? [])].some(
    (flow) => flow["flowType"] === "ELEMENTARY_FLOW",
  );
  const lacks: readonly (readonly [boolean, string, string])[] = [
    [has("Process"), "no-processes", "The archive has no process: the system is empty."],
    [
      has("UnitGroup"),
      "no-units",
      "The archive has no unit group: nothing in it can be converted, and nothing is taken as it stands.",
    ],
    [
      elementary,
      "no-elementary-flows",
      "The archive has no elementary flow: B has no rows, and no impact can be calculated.",
    ],
    [
      has("ImpactCategory"),
      "no-methods",
      "The archive has no method: C has the rows of the GWP set asked for, or none.",
    ],
  ];
  return lacks.flatMap(([there, rule, message]) => (there ? [] : [{ rule, id: "archive", message }]));
}
