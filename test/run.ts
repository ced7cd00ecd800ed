import { relative } from "node:path";
import { BaseSequencer, createVitest, type TestModule, type TestSpecification } from "vitest/node";
import { lanes, sayLanes } from "./lanes.ts";
import { files, root } from "./repository.ts";
import { nothing, plus, sayTally, type Tally, tallyOf } from "./tally.ts";

// `npm test [-- part-of-a-path ...]`: all tests in one run. The last line is "N passed, N failed" (", N skipped" may
// follow), the one before says which lanes ran; the run fails when a test failed, when none ran, and under CI=true when a lane did not run.

const asked = process.argv.slice(2);
const chosen = files.filter(
  (path) => path.endsWith(".test.ts") && (asked.length === 0 || asked.some((part) => path.includes(part))),
);
const laneFiles = lanes.map((lane) => ({ ...lane, why: lane.unable(), paths: chosen.filter(lane.needs) }));
const leftOut = new Set(laneFiles.flatMap(({ why, paths }) => (why === undefined ? [] : paths)));

/** What spans packages or opens the engine takes longest: begun first, it does not hold up the end alone. */
class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const inOrder = await super.sort(specifications);
    const isLong = (one: TestSpecification): boolean =>
      pathOf(one).startsWith("test/") || lanes.some(({ needs }) => needs(pathOf(one)));
    return [...inOrder.filter(isLong), ...inOrder.filter((one) => !isLong(one))];
  }
}

const { testModules, unhandledErrors } = await run(chosen.filter((path) => !leftOut.has(path)));

for (const module of testModules) for (const line of skippedIn(module)) console.log(line);
console.log();
for (const [kind, tally] of byKind(testModules)) console.log(`${kind.padEnd(12)} ${sayTally(tally)}`);
let lost = 0;
for (const { name, proves, why, paths } of laneFiles) {
  const count = `${paths.length} ${paths.length === 1 ? "file" : "files"}`;
  if (why === undefined && paths.length > 0) console.log(`lane ${name}: ran, ${count} of the above`);
  else console.log(`SKIPPED lane ${name}, ${count}: ${why ?? "No test asked for needs it."} Not proven: ${proves}.`);
  if (process.env["CI"] !== "true" || (why === undefined && paths.length > 0)) continue;
  console.log(`FAILED lane ${name}: where CI=true it must run.`);
  lost += 1;
}
if (unhandledErrors.length > 0)
  console.log(`FAILED outside of any test: ${unhandledErrors.length} errors, shown above.`);
if (chosen.length === 0) console.log(`No test file has ${asked.map((part) => `"${part}"`).join(" or ")} in its path.`);

const outside: Tally = { passed: 0, failed: unhandledErrors.length + lost, skipped: leftOut.size };
const total = [outside, ...testModules.map(tallyOf)].reduce(plus, nothing);
console.log(sayLanes(laneFiles.map((lane) => ({ ...lane, ran: lane.why === undefined && lane.paths.length > 0 }))));
console.log(sayTally(total));
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1); // at once: a handle that a test forgot must not hold the line

async function run(include: readonly string[]) {
  if (include.length === 0) return { testModules: [], unhandledErrors: [] };
  const vitest = await createVitest({
    root,
    watch: false,
    include: [...include],
    sequence: { sequencer: LongestFirst },
  });
  const result = await vitest.start();
  await vitest.close();
  return result;
}

function pathOf({ moduleId }: { readonly moduleId: string }): string {
  return relative(root, moduleId).replaceAll("\\", "/");
}

/** Unit tests stand beside the source; the others are of the kind that their folder or file in test/ is named after. */
function byKind(modules: readonly TestModule[]): ReadonlyMap<string, Tally> {
  const kinds = new Map<string, Tally>();
  for (const module of modules) {
    const kind = /^test\/([a-z]+)/.exec(pathOf(module))?.[1] ?? "unit";
    kinds.set(kind, plus(kinds.get(kind) ?? nothing, tallyOf(module)));
  }
  return kinds;
}

/** A skip names its reason. */
function skippedIn(module: TestModule): readonly string[] {
  return [...module.children.allTests("skipped")].map((test) => {
    const result = test.result();
    const reason = result.state === "skipped" ? result.note : undefined;
    return `SKIPPED ${pathOf(module)}: ${test.fullName}: ${reason ?? "no reason given"}`;
  });
}
