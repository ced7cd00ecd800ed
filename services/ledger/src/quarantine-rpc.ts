import { QuarantineServiceDefinition } from "@celadon/proto";
import { ownFactories, pageOf, pageSize, type Rpc, refuseForeign, rpc } from "@celadon/runtime";
import { type MeterPorts, type ReadPorts, readingKey, windowsReached } from "./activity-rpc.ts";
import { aroundAsked } from "./queries/around-asked.ts";
import { countQuarantine } from "./queries/count-quarantine.ts";
import { forReasons, isAsked } from "./queries/for-reasons.ts";
import { listQuarantine } from "./queries/list-quarantine.ts";
import { readingWithNeighbours } from "./queries/reading-with-neighbours.ts";
import { portsNow } from "./queries/scope.ts";
import { rpcScope } from "./rpc-scope.ts";

const sizes = { usual: 100, most: 1_000 };

/** Readings that wait for somebody's judgement over gRPC, page by page. */
export const quarantineRpc = (ports: ReadPorts & MeterPorts): Rpc =>
  rpc(
    QuarantineServiceDefinition,
    {
      listQuarantine: ownFactories("reader", "engineer"),
      getQuarantined: ownFactories("reader", "engineer"),
    },
    {
      listQuarantine: async (request, { signal, caller }) => {
        const size = pageSize(request.pageSize, sizes);
        const scope = rpcScope(request, { wholeHours: false, caller });
        const asOf = await windowsReached(request.after, ports.log, signal);
        const now = await portsNow(ports);
        const asked = forReasons(listQuarantine(now, scope, size + 1), request.reasons);
        const { page, nextPageToken } = await pageOf(asked, size, ({ reading }) => readingKey(reading));
        const counts = await countQuarantine(now, scope);
        return {
          readings: page,
          counts: counts.filter(({ reason }) => isAsked(reason, request.reasons)),
          nextPageToken,
          asOf,
        };
      },
      getQuarantined: async ({ factory, channel, atMs, around }, { caller }) => {
        refuseForeign(caller, factory);
        const one = { factory, channel, atMs: Number(atMs), around: aroundAsked(around), within: caller.factories };
        await ports.sightings.save();
        return readingWithNeighbours(await portsNow(ports), one);
      },
    },
  );
