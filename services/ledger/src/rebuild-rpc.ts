import { Rebuild, RebuildServiceDefinition } from "@celadon/proto";
import { ownFactories, placeText, type Rpc, refuseForeign, rpc } from "@celadon/runtime";
import { doneRebuild, type RebuildPorts, requestRebuild } from "./request-rebuild.ts";

const access = { requestRebuild: ownFactories("engineer"), getRebuild: ownFactories("engineer") };

/** Rebuilds over gRPC. */
export const rebuildRpc = (ports: RebuildPorts): Rpc =>
  rpc(RebuildServiceDefinition, access, {
    requestRebuild: async ({ rebuild = Rebuild.create() }, { caller }) => {
      refuseForeign(caller, rebuild.factory);
      const { report, place } = await requestRebuild(rebuild, ports);
      return { report, position: placeText(place) };
    },
    getRebuild: async ({ factory, key }, { caller }) => {
      refuseForeign(caller, factory);
      return { report: await doneRebuild({ factory, key }, ports) };
    },
  });
