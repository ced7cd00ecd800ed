import { defineConfig } from "vitest/config";

/** How tests run, one alone as in the whole (`test/run.ts`). */
export default defineConfig({
  test: {
    pool: "forks", // the embedded engine has one data folder a process, and a thread does not give back its memory
    maxWorkers: 2, // two engines at a time, of 500 MB each
    testTimeout: 60_000, // a law on a busy machine; what must be fast measures itself
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
