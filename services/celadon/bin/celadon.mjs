#!/usr/bin/env node
import * as module from "node:module";
import { fileURLToPath } from "node:url";

const servers = ["start", "serve"];

if (Number.parseInt(process.versions.node, 10) < 26) {
  console.error(
    `celadon: This is Node ${process.versions.node}, and Celadon runs on the Node 26 that it brings: call it as npx celadon, after npm ci.`,
  );
  process.exit(1);
}
// TypeScript read once is kept, so that a command answers in a third of the time.
module.enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/celadon", import.meta.url)));
if (servers.includes(process.argv[2])) (await import("@celadon/runtime/server-process")).becomeServer(process);
await import("../src/main.ts");
