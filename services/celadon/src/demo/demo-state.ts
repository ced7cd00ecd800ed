import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How far the demonstration has come: all that its plants sent before `sentUntilMs` is acknowledged. */
export interface DemoState {
  readonly seed: number;
  readonly beginMs: number;
  readonly sentUntilMs: number;
}

const fileIn = (dataFolder: string): string => join(dataFolder, "demo.json");

/** Undefined where no demonstration was ever begun in this folder. */
export function readDemoState(dataFolder: string): DemoState | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataFolder), "utf8")) as DemoState; // only `writeDemoState` writes it
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** In one step: a crash leaves the old state or the new one, and sending from the old one again changes nothing. */
export function writeDemoState(dataFolder: string, state: DemoState): void {
  const next = `${fileIn(dataFolder)}.next`;
  writeFileSync(next, `${JSON.stringify(state)}\n`);
  renameSync(next, fileIn(dataFolder));
}
