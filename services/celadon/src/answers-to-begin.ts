import { failed, failedAndTold } from "./ending.ts";
import { noteFaults } from "./print-faults.ts";
import type { NamedScheme } from "./scheme-file.ts";
import type { Shell } from "./shell.ts";

/** The text of an answers file to begin from. Needs no service. */
export async function answersToBegin(shell: Shell, scheme: NamedScheme, factory: string | undefined): Promise<string> {
  const { answersTemplate, checkScheme, loadSchemes, schemeCalled } = await import("@celadon/benchmark"); // only who asks waits
  if (!("text" in scheme)) {
    const called = schemeCalled(scheme.name ?? "", loadSchemes());
    if ("problem" in called) throw failed(called.problem);
    return answersTemplate(called.scheme, factory);
  }
  const checked = checkScheme(scheme.text);
  if (checked.scheme !== undefined) return answersTemplate(checked.scheme, factory);
  noteFaults(shell, scheme.file, checked.faults);
  throw failedAndTold();
}
