export { type Fault, faultText, type Path } from "./fault.ts";
export { choice, decimal, flag, name, nameRule, text, timeZone, unit } from "./leaf.ts";
export { type Report, reportOn } from "./report.ts";
export { type Fields, may, need, type RecordOf, readParts, record, type Shape, scalar } from "./shape.ts";
export { dictionary, type Entry, list, type NameRule } from "./shape-of-many.ts";
export { yamlTree } from "./yaml-tree.ts";
