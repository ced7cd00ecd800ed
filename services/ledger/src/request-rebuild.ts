import { type Rebuild, type RebuildReport, TelemetryRecord, topics } from "@celadon/proto";
import { type EventLog, type Place, refuse } from "@celadon/runtime";
import { inForce } from "./in-force.ts";
import { type AskedPorts, channelsOf, portsNow } from "./queries/scope.ts";
import { rebuildFaults } from "./rebuild-faults.ts";
import { rebuildReport } from "./rebuild-report.ts";

export interface RebuildPorts extends AskedPorts {
  readonly log: EventLog;
  readonly now: () => number;
}

/**
 * Asks for a rebuild and resolves when it is done, with what it found and its place in the log. Refused: one that leaves something
 * out or contradicts itself, with every fault; of a factory nobody knows; and where it takes long: it is done by itself then.
 */
export async function requestRebuild(
  rebuild: Rebuild,
  ports: RebuildPorts,
): Promise<{ readonly report: RebuildReport; readonly place: Place }> {
  const details = rebuildFaults(rebuild);
  if (details.length > 0) {
    const message = details.map(({ problem, fix }) => `${problem} ${fix}`).join(" ");
    throw refuse({ status: 400, code: "bad-rebuild", message, details });
  }
  const { factory, key } = rebuild;
  channelsOf(await ports.bookNow(), { factory });
  const bytes = TelemetryRecord.encode({ record: { $case: "rebuild", value: rebuild } }).finish();
  const place = await ports.log.publish(topics.telemetry.name, factory, bytes);
  await inForce(ports.log, place, `The rebuild ${key} of "${factory}"`);
  return { report: await doneRebuild({ factory, key }, ports), place };
}

/** The report of a rebuild that is done. Refused: no rebuild of the factory has the key, or not yet. */
export async function doneRebuild(
  { factory, key }: Pick<Rebuild, "factory" | "key">,
  ports: AskedPorts,
): Promise<RebuildReport> {
  const report = await rebuildReport(await portsNow(ports), { factory, key });
  if (report !== undefined) return report;
  const message = `No rebuild of "${factory}" with the key ${key} is done: wait, if it was asked for just now.`;
  throw refuse({ status: 404, code: "unknown-rebuild", message });
}
