import { registerHooks } from "node:module";
import { type BugName, bugs } from "./bugs.ts";

// Loaded with `--import` into a process of Celadon: plants the bug that STORM_BUG names when its file is loaded.

const bug = bugs[process.env["STORM_BUG"] as BugName]; // set by bugEnv alone
registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (!bug.file.test(url)) return loaded;
    return { ...loaded, source: bug.plant(String(loaded.source)), shortCircuit: true };
  },
});
