import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownerOf } from "@celadon/runtime";
import { expect, test } from "vitest";
import { configInTest } from "../config-in-test.ts";
import { runInTest } from "../run-in-test.ts";

/** Two folders: one with data, one that is not there yet. */
function folders() {
  const folder = mkdtempSync(join(tmpdir(), "celadon-backup-"));
  const data = join(folder, "data");
  for (const part of ["store", "log"]) {
    mkdirSync(join(data, part), { recursive: true });
    writeFileSync(join(data, part, "file"), part);
  }
  const given = (dataFolder: string) => ({
    folder,
    config: () => configInTest({ dataFolder }),
    isServed: async () => ownerOf(dataFolder) !== undefined,
  });
  return { folder, data, given };
}

/** The owner note of a process that lives: the one that started this test. */
const owned = (data: string): void =>
  writeFileSync(join(data, "owner.json"), JSON.stringify({ pid: process.ppid, httpPort: 1, grpcPort: 1 }));

test("a closed folder is copied, and its copy becomes a data folder again", async () => {
  const { folder, data, given } = folders();
  expect((await runInTest(["backup", "copy"], {}, given(data))).code).toBe(0);
  expect(existsSync(join(data, "owner.json"))).toBe(false);
  expect((await runInTest(["restore", "copy"], {}, given(join(folder, "new")))).code).toBe(0);
  expect(readFileSync(join(folder, "new", "store", "file"), "utf8")).toBe("store");
  expect(existsSync(join(folder, "new", "owner.json"))).toBe(false);
});

test("a running service takes the backup itself", async () => {
  const { folder, data, given } = folders();
  owned(data);
  const { code, asked } = await runInTest(["backup", "copy"], { "POST /v1/backup": {} }, given(data));
  expect(code).toBe(0);
  expect(JSON.parse(asked[0]?.body.toString() ?? "")).toEqual({ to: join(folder, "copy") });
});

test("a backup never goes over something else, and never is one of nothing", async () => {
  const { folder, data, given } = folders();
  const full = await runInTest(["backup", "data"], {}, given(data));
  expect(full).toMatchObject({ code: 1, noted: `celadon: The folder ${data} is not empty: name a new one.\n` });
  const nothing = await runInTest(["backup", "copy"], {}, given(join(folder, "absent")));
  expect(nothing.noted).toContain("There is nothing to back up");
  expect(existsSync(join(folder, "copy"))).toBe(false);
});

test("restoring refuses a folder with data, a running service, and what is no backup", async () => {
  const { folder, data, given } = folders();
  await runInTest(["backup", "copy"], {}, given(data));
  const full = await runInTest(["restore", "copy"], {}, given(data));
  expect(full).toMatchObject({ code: 1 });
  expect(full.noted).toContain("is not empty (log, store): move it away");
  const running = folders();
  owned(running.data);
  const taken = await runInTest(["restore", join(folder, "copy")], {}, running.given(running.data));
  expect(taken.noted).toContain("belongs to the running Celadon");
  const none = await runInTest(["restore", "."], {}, given(join(folder, "new")));
  expect(none.noted).toContain("is no backup of Celadon");
});
