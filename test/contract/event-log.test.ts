import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedEventLog } from "@celadon/runtime";
import { eventLogContract } from "./event-log.suite.ts";

const embedded = (through: readonly string[], topic: string) => async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-contract-"));
  return {
    topic,
    open: async () => openEmbeddedEventLog(folder, through),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

eventLogContract("embedded, a journal", embedded([], "activity"), { keeps: true });
eventLogContract("embedded, passing through", embedded(["telemetry"], "telemetry"), { keeps: false });
