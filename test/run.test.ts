import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const run = (path: string, env: Readonly<Record<string, string>> = {}) => {
  const { VITEST: _, ...outer } = process.env; // a run of its own, not one of ours
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "run.ts"), path], {
    env: { ...outer, CI: "", ...env },
    encoding: "utf8",
  });
  return { status, stdout, lastLine: stdout.trimEnd().split("\n").at(-1) };
};

test("the last line counts, and a run without failures ends well", () => {
  const { status, lastLine } = run("factors/src/csv.test.ts");
  expect(lastLine).toMatch(/^[1-9]\d* passed, 0 failed$/);
  expect(status).toBe(0);
});

test("the line before says which lanes ran, and how many did not", () => {
  const { stdout } = run("services/runtime/src/journal.test.ts");
  expect(stdout.trimEnd().split("\n").at(-2)).toMatch(/^lanes: kafka=none clickhouse=(none|embedded) skipped=[1-9]$/);
});

test("a broker that cannot be had is a lane that did not run", () => {
  const nothing = { PATH: "/no-such-folder", CI: "true" };
  const { status, stdout } = run("factors/src/csv.test.ts", nothing);
  expect(stdout).toMatch(
    /^SKIPPED lane Kafka by its jars, 0 files: No java to run Apache Kafka on: install Java 17\./m,
  );
  expect(stdout).toMatch(/^SKIPPED lane Kafka by testcontainers, 0 files: No docker command answers .*\.ci\/docker\./m);
  expect(stdout).toContain("FAILED lane Kafka by testcontainers: where CI=true it must run.");
  expect(status).toBe(1);
});

test("a run without tests fails", () => {
  const { status, stdout, lastLine } = run("no-such-path");
  expect(stdout).toContain('No test file has "no-such-path" in its path.');
  expect(lastLine).toBe("0 passed, 0 failed");
  expect(status).toBe(1);
});

test("a lane that cannot run says why, and fails where CI=true", () => {
  const broken = { CHDB_LIBCHDB_PATH: "no-such-library" };
  const { status, stdout, lastLine } = run("factors/src/csv.test.ts", { CI: "true", ...broken });
  expect(stdout).toMatch(/^SKIPPED lane ClickHouse embedded, 0 files: .*no-such-library, which is not a file/m);
  expect(stdout).toContain("FAILED lane ClickHouse embedded: where CI=true it must run.");
  expect(lastLine).toMatch(/^[1-9]\d* passed, [1-9] failed$/); // one a lane
  expect(status).toBe(1);
});
