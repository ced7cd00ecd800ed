import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "commander";
import { currentFootprints } from "../current-footprints.ts";
import { failedAndTold } from "../ending.ts";
import { examples } from "../examples.ts";
import { isIdentical, printRebuildReport, type RebuildReport } from "../rebuild-report.ts";
import { askJson, refusalOf, type Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";

interface Options {
  readonly factory: string;
  readonly from?: string;
  readonly to?: string;
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

interface Asked {
  readonly factory: string;
  readonly key: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly who: string;
  readonly why: string;
}

type Windows = Omit<RebuildReport, "footprints">;

const pauseMs = 1_000;

/** `celadon rebuild`: computes windows and footprints again from the stored readings, and tells whether anything differs. */
export const rebuild = (shell: Shell): Command =>
  new Command("rebuild")
    .description("compute hours and footprints again from the stored readings: they come out the same, or are mended")
    .requiredOption("--factory <name>", "the factory")
    .option("--from <time>", "from this day or time on; what stands before is taken as it is")
    .option("--to <time>", "before this day or time")
    .option("--why <text>", "why", "to see that nothing differs")
    .option("--who <name>", "who asks; you, where nothing is said")
    .option("--json", "print the report as JSON")
    .addHelpText("after", examples("rebuild --factory green-mill", "rebuild --factory green-mill --from 2026-01-01"))
    .action(async ({ factory, from, to, why, who = shell.user, json }: Options) => {
      await using service = await shell.openService();
      const times = await instantsOf(service, { factory, times: { "--from": from, "--to": to } });
      const before = await currentFootprints(service, factory);
      const asked = { factory, key: randomUUID(), from: times["--from"], to: times["--to"], who, why };
      const windows = await rebuilt(service, asked);
      const after = await currentFootprints(service, factory);
      const report: RebuildReport = {
        ...windows,
        footprints: {
          compared: before.length,
          fresh: after.filter(({ id }) => !before.some((one) => one.id === id)),
          gone: before.filter(({ id }) => !after.some((one) => one.id === id)),
        },
      };
      if (json === true) await shell.print(`${JSON.stringify(report)}\n`);
      else await printRebuildReport(shell, report);
      if (!isIdentical(report)) throw failedAndTold();
    });

/** Asks for it and waits until it is done, however long it takes. */
async function rebuilt(service: Service, asked: Asked): Promise<Windows> {
  try {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify(asked);
    return await askJson<Windows>(service, { method: "POST", path: "/v1/rebuilds", headers, body });
  } catch (error) {
    if (refusalOf(error)?.code !== "not-yet-in-force") throw error;
  }
  for (;;) {
    await sleep(pauseMs);
    try {
      const { factory, key } = asked;
      return await askJson<Windows>(service, { path: `/v1/rebuilds/${key}`, query: { factory } });
    } catch (error) {
      if (refusalOf(error)?.code !== "unknown-rebuild") throw error;
    }
  }
}
