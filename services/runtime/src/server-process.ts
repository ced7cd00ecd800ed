/** Young objects of many devices get room, in MiB: half as large, collecting them held answers up for a second (bench stations-log). */
const option = "--max-semi-space-size=64";
const isAnySize = /^--max[-_]semi[-_]space[-_]size\b/;

/**
 * Gives this process the options that a server needs. V8 takes them at the start of a process only, so it is replaced by one that has them,
 * under the same id and on the same standard streams: call this first, nothing else of it is kept. Who has set a size keeps it,
 * and a system that cannot replace a process (Windows) goes on with V8's own.
 */
export function becomeServer({ execve, execPath, execArgv, argv, env }: NodeJS.Process): void {
  const said = [...execArgv, ...(env["NODE_OPTIONS"] ?? "").split(/\s+/)];
  if (execve === undefined || said.some((one) => isAnySize.test(one))) return;
  execve(execPath, [execPath, option, ...execArgv, ...argv.slice(1)]);
}
