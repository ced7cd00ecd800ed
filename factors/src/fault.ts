/** One thing wrong with the tables: where, which rule is broken (with the offender), and the fix. */
export interface TableFault {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly fix: string;
}

/** What a check finds, before anybody knows the line. */
export type Finding = Pick<TableFault, "rule" | "fix">;

/** `factors/tables/heat.csv:3: value "1,2" is no plain decimal. Write it like 0.5777.` */
export const faultText = ({ file, line, rule, fix }: TableFault): string => `${file}:${line}: ${rule} ${fix}`;
