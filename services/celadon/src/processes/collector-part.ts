import { collectorRoutes, telemetryRpc } from "@celadon/collector";
import { answerMsMax, type Ground, type Part } from "./ground.ts";

/** Takes readings in: HTTP and gRPC to topic telemetry. */
export function collectorPart({ store, prompt, patience, now, isShared, metrics }: Ground): Part {
  const { refuseWhenStalled } = patience;
  const collecting = { store, log: prompt, now, refuseWhenStalled, isShared, meter: metrics };
  return { run: [], routes: [collectorRoutes(collecting)], rpcs: [telemetryRpc({ ...collecting, answerMsMax })] };
}
