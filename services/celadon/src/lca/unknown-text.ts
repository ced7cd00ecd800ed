interface MethodUnknown {
  readonly unknownFlows: readonly string[];
  readonly unknownProcesses: readonly string[];
}

/** How many ids a person reads in one line; all of them are in `--json`. */
const most = 5;

/** Which processes are unknown by some of the methods, and for which flows; "none" where all factors are known. */
export function unknownText(methods: readonly MethodUnknown[]): string {
  const lacking = methods.filter(({ unknownProcesses }) => unknownProcesses.length > 0);
  if (lacking.length === 0) return "none";
  const processes = few(lacking.flatMap(({ unknownProcesses }) => unknownProcesses));
  const flows = few(lacking.flatMap(({ unknownFlows }) => unknownFlows));
  return `${processes}, for their ${flows}, by ${lacking.length} of ${methods.length} methods; --json tells which`;
}

function few(ids: readonly string[]): string {
  const once = [...new Set(ids)];
  const more = once.length > most ? ` and ${once.length - most} more` : "";
  return `${once.slice(0, most).join(", ")}${more}`;
}
