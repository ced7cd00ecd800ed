import type { Factor } from "./factor.ts";
import { familyFindings } from "./family-findings.ts";
import type { TableFault } from "./fault.ts";
import type { PlacedRow } from "./read-table.ts";

/** What is wrong between rows that are each right: an id given twice, a family that does not agree or borrows a name. */
export function faultsBetween(placed: readonly PlacedRow[]): readonly TableFault[] {
  const faults: TableFault[] = [];
  const byId = new Map<string, PlacedRow>();
  const families = new Map<string, readonly Factor[]>();
  for (const { file, line, row } of placed) {
    const twin = byId.get(row.id);
    if (twin !== undefined) {
      const rule = `id "${row.id}" stands at ${twin.file}:${twin.line} too.`;
      faults.push({ file, line, rule, fix: "Ids are given once: rename one." });
      continue;
    }
    byId.set(row.id, { file, line, row });
    const members = families.get(row.family) ?? [];
    const [first] = members;
    const findings = first === undefined ? [] : familyFindings(row, first, members);
    faults.push(...findings.map((finding) => ({ file, line, ...finding })));
    families.set(row.family, [...members, row]);
  }
  for (const { file, line, row } of byId.values()) {
    const namesake = byId.get(row.family);
    if (namesake === undefined || namesake.row.family === row.family) continue;
    faults.push({
      file,
      line,
      rule: `family "${row.family}" is the id of a row of another family.`,
      fix: "Rename the family.",
    });
  }
  return faults;
}
