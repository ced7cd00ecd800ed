import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "@celadon/runtime";
import { expect, onTestFinished, test } from "vitest";
import { configInTest } from "./config-in-test.ts";
import { serve } from "./serve.ts";

function inFolder(dataFolder: string) {
  return serve({ config: configInTest({ dataFolder, logLevel: "silent" }), notes: openLog("silent") });
}

test("one folder is served once, also within one process; stopped, it can be served again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-serve-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const first = await inFolder(folder);
  await expect(inFolder(folder)).rejects.toThrow(`The data folder ${folder} belongs to the running Celadon`);
  expect(await (await fetch(`${first.url}/ready`)).json()).toEqual({ ready: true });
  await first.stop();
  await expect(fetch(`${first.url}/live`)).rejects.toThrow();
  const second = await inFolder(folder);
  const status = await (await fetch(`${second.url}/v1/status`)).json();
  expect(status).toMatchObject({ dataFolder: folder, waiting: null, factories: [], footprints: [] });
  expect(await (await fetch(second.url)).text()).toContain("Celadon");
  await second.stop();
}, 60_000);
