import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The clocks of processes, each of which can be set while it runs. What measures how long something took is left alone. */
export interface BentClocks {
  /** What a process is started with. */
  readonly envOf: (process: string) => Readonly<Record<string, string>>;
  /** Its clock shows so many seconds more than the machine's, or fewer, within `settleMs`. */
  set(process: string, offS: number): void;
}

/** A process looks at how its clock is set once a second. */
export const settleMs = 2_000;

/** Clocks that are bent by libfaketime, in a folder of its own; or why that cannot be done here. */
export function bentClocks(folder: string): BentClocks | string {
  const library = faketime();
  if (library === undefined) return "libfaketime is not installed here: install it (apt-get install libfaketime).";
  const fileOf = (process: string): string => join(folder, `${process}.clock`);
  const set = (process: string, offS: number): void =>
    writeFileSync(fileOf(process), `${offS < 0 ? "" : "+"}${offS}\n`);
  return {
    set,
    envOf: (process) => {
      set(process, 0);
      return {
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: fileOf(process),
        FAKETIME_CACHE_DURATION: "1",
        FAKETIME_DONT_FAKE_MONOTONIC: "1",
        DONT_FAKE_MONOTONIC: "1", // its name in older versions
        NO_FAKE_STAT: "1",
      };
    },
  };
}

/** Debian keeps it under the machine's triplet. */
function faketime(): string | undefined {
  const roots = existsSync("/usr/lib") ? ["/usr/lib", ...readdirSync("/usr/lib").map((one) => `/usr/lib/${one}`)] : [];
  return roots.map((root) => join(root, "faketime", "libfaketimeMT.so.1")).find((file) => existsSync(file));
}
