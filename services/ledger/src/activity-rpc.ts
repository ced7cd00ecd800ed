import { ActivityServiceDefinition, qualityCodes, type StandingReading, topics, Verdict } from "@celadon/proto";
import {
  type EventLog,
  keyOfToken,
  ownFactories,
  pageOf,
  pageSize,
  type Rpc,
  reached,
  refuseForeign,
  rpc,
} from "@celadon/runtime";
import { ledgerGroup } from "./ledger-group.ts";
import { daysAsked } from "./queries/days-asked.ts";
import { listActivity } from "./queries/list-activity.ts";
import { listMeters } from "./queries/list-meters.ts";
import { listReadings } from "./queries/list-readings.ts";
import { type AskedPorts, portsNow } from "./queries/scope.ts";
import { rpcScope } from "./rpc-scope.ts";
import type { Sightings } from "./sightings.ts";

export interface MeterPorts {
  readonly now: () => number;
  readonly sightings: Pick<Sightings, "save">;
}

export interface ReadPorts extends AskedPorts {
  readonly log: EventLog;
}

/** Callers give up after ten seconds; they are told before that. */
const patienceMs = 8_000;

/** Waits until the windows reflect what was sent up to a position. Embedded that is so once the sender has its answer. */
export const windowsReached = (after: string, log: EventLog, signal: AbortSignal): Promise<string> =>
  reached(after, (place) =>
    log.reached(
      { topic: topics.telemetry.name, group: ledgerGroup },
      place,
      AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    ),
  );

const sizes = { usual: 1_000, most: 10_000 };

const access = {
  listActivity: ownFactories("reader", "engineer"),
  listMeters: ownFactories("reader", "engineer"),
  listReadings: ownFactories("reader", "engineer"),
};

/** Windows, readings and how meters fare over gRPC, page by page. */
export const activityRpc = (ports: ReadPorts & MeterPorts): Rpc =>
  rpc(ActivityServiceDefinition, access, {
    listActivity: async (request, { signal, caller }) => {
      const size = pageSize(request.pageSize, sizes);
      const scope = rpcScope(request, { wholeHours: true, caller });
      const asOf = await windowsReached(request.after, ports.log, signal);
      const windows = listActivity(await portsNow(ports), scope);
      const { page, nextPageToken } = await pageOf(windows, size, ({ factory, channel, startMs }) => [
        factory,
        channel,
        Number(startMs),
      ]);
      return { windows: page, nextPageToken, asOf };
    },
    listReadings: async (request, { signal, caller }) => {
      const size = pageSize(request.pageSize, sizes);
      const scope = rpcScope(request, { wholeHours: false, caller });
      const asOf = await windowsReached(request.after, ports.log, signal);
      const all = listReadings(await portsNow(ports), scope, size + 1);
      const readings = request.withQuarantined ? all : counting(all);
      const { page, nextPageToken } = await pageOf(readings, size, readingKey);
      return { readings: page, nextPageToken, asOf };
    },
    listMeters: async ({ factory, channels, days, after, pageSize: askedSize, pageToken }, { signal, caller }) => {
      if (factory !== "") refuseForeign(caller, factory);
      const size = pageSize(askedSize, { usual: 100, most: 1_000 });
      const [behindFactory, behindChannel] = keyOfToken(pageToken, ["string", "string"]) ?? [];
      const behind =
        behindFactory === undefined ? undefined : { factory: `${behindFactory}`, channel: `${behindChannel}` };
      const scope = { factory: factory === "" ? undefined : factory, channels, within: caller.factories, behind };
      const asOf = await windowsReached(after, ports.log, signal);
      await ports.sightings.save();
      const meters = listMeters(
        await portsNow(ports),
        { ...scope, days: daysAsked(days), most: size + 1 },
        ports.now(),
      );
      const { page, nextPageToken } = await pageOf(meters, size, ({ factory, channel }) => [factory, channel]);
      return { meters: page, nextPageToken, asOf };
    },
  });

/** What a page of readings goes on behind. */
export const readingKey = ({ factory, channel, atMs }: StandingReading) => [factory, channel, Number(atMs)] as const;

async function* counting(readings: AsyncIterable<StandingReading>): AsyncGenerator<StandingReading> {
  for await (const reading of readings) {
    if (reading.verdict === Verdict.VERDICT_ACCEPTED && reading.quality !== qualityCodes.retracted) yield reading;
  }
}
