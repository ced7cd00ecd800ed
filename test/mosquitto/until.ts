import { setTimeout as sleep } from "node:timers/promises";

/** Looks, not seconds: while the machine is stopped or busy with others nobody looks, and no time runs out. A minute where it is idle. */
const looksMax = 6_000;
const pauseMs = 10;
const toldMax = 8;

/**
 * Waits until it is so. Otherwise fails with what was waited for and the ends of what was heard by then.
 */
export async function until(what: string, isSo: () => boolean, ...heard: (readonly string[])[]): Promise<void> {
  for (let looks = 0; looks < looksMax; looks += 1) {
    if (isSo()) return;
    await sleep(pauseMs);
  }
  const told = heard.flatMap((lines) => [`Heard ${lines.length} lines, at last:`, ...lines.slice(-toldMax)]);
  throw new Error([`Waited in vain until ${what}.`, ...told].join("\n  "));
}

/** The same for what a promise stands for. */
export async function settled<T>(what: string, work: Promise<T>, ...heard: (readonly string[])[]): Promise<T> {
  let isSettled = false;
  const settle = (): void => {
    isSettled = true;
  };
  work.then(settle, settle);
  await until(what, () => isSettled, ...heard);
  return work;
}
