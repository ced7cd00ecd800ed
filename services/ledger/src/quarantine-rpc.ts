import { type QuarantinedReading, QuarantineServiceDefinition } from "@celadon/proto";
import { ownFactories, pageOf, pageSize, type Rpc, rpc } from "@celadon/runtime";
import { type ReadPorts, readingKey, windowsReached } from "./activity-rpc.ts";
import { countQuarantine } from "./queries/count-quarantine.ts";
import { listQuarantine } from "./queries/list-quarantine.ts";
import { portsNow } from "./queries/scope.ts";
import { rpcScope } from "./rpc-scope.ts";

const sizes = { usual: 100, most: 1_000 };

/** Readings that wait for somebody's judgement over gRPC, page by page. */
export const quarantineRpc = (ports: ReadPorts): Rpc =>
  rpc(
    QuarantineServiceDefinition,
    { listQuarantine: ownFactories("reader", "engineer") },
    {
      listQuarantine: async (request, { signal, caller }) => {
        const size = pageSize(request.pageSize, sizes);
        const scope = rpcScope(request, { wholeHours: false, caller });
        const asOf = await windowsReached(request.after, ports.log, signal);
        const isAsked = (reason: string): boolean => request.reasons.length === 0 || request.reasons.includes(reason);
        const now = await portsNow(ports);
        const asked = forReasons(listQuarantine(now, scope, size + 1), isAsked);
        const { page, nextPageToken } = await pageOf(asked, size, ({ reading }) => readingKey(reading));
        const counts = await countQuarantine(now, scope);
        return { readings: page, counts: counts.filter(({ reason }) => isAsked(reason)), nextPageToken, asOf };
      },
    },
  );

type Held = QuarantinedReading & { readonly reading: NonNullable<QuarantinedReading["reading"]> };

async function* forReasons(
  readings: AsyncIterable<QuarantinedReading>,
  isAsked: (reason: string) => boolean,
): AsyncGenerator<Held> {
  for await (const { reading, ...rest } of readings) {
    if (reading !== undefined && isAsked(reading.reason)) yield { reading, ...rest };
  }
}
