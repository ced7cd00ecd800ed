import type { TestModule } from "vitest/node";

/** How some tests ended. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The tally of no tests. */
export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

/** Tallies add up, part by part. */
export const plus = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** The line that programs read: "N passed, N failed", and ", N skipped" when some were. */
export const sayTally = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;

/**
 * The tests of one file. What breaks outside its tests (while it loads, in a hook) is one failure more each; a test that
 * never came to its end failed, as in a worker that died.
 */
export function tallyOf(module: TestModule): Tally {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const passed = states.filter((state) => state === "passed").length;
  const skipped = states.filter((state) => state === "skipped").length;
  const broken = [module, ...module.children.allSuites()].filter((group) => group.errors().length > 0).length;
  const failed = states.length - passed - skipped + broken;
  return { passed, failed: failed === 0 && !module.ok() ? 1 : failed, skipped };
}
