import { pathToFileURL } from "node:url";

/** Bugs that a storm must find, each every time. They are planted when a process loads its sources; no file is changed. */
export const bugs = {
  /** The ledger commits before it stores: what a kill interrupts then is lost. */
  "commit-first": {
    file: /services\/ledger\/src\/flush\.ts$/,
    plant: (source: string): string =>
      replaced(
        replaced(source, "  await batch.commit();\n", ""),
        "ports: LedgerPorts): Promise<void> {\n",
        "ports: LedgerPorts): Promise<void> {\n  await batch.commit();\n",
      ),
  },
  /** A window adds up its versions, where the newest should take the place of those before it. */
  "sum-windows": {
    file: /services\/ledger\/src\/migrations\.ts$/,
    plant: (source: string): string =>
      replaced(
        source,
        ") ENGINE = ReplacingMergeTree(version) PARTITION BY toYYYYMM(start) ORDER BY (channelId, start)",
        ") ENGINE = SummingMergeTree((amount, measuredMs)) PARTITION BY toYYYYMM(start) ORDER BY (channelId, start)",
      ),
  },
} as const;

export type BugName = keyof typeof bugs;
export const bugNames = Object.keys(bugs) as readonly BugName[]; // the object has no other keys

/** What plants a bug in every process that is started with it. */
export const bugEnv = (name: BugName): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import ${pathToFileURL(`${import.meta.dirname}/plant-bug.ts`)}`,
  STORM_BUG: name,
});

function replaced(source: string, what: string, by: string): string {
  if (source.split(what).length !== 2) throw new Error(`The bug cannot be planted: the source has not one "${what}".`);
  return source.replace(what, by);
}
