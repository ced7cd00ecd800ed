import type { Rpc } from "@celadon/runtime";
import { activityRpc } from "./activity-rpc.ts";
import type { ApplyPorts } from "./apply-plant.ts";
import { letterRpc } from "./dead-letters/letter-rpc.ts";
import { declarationRpc } from "./declaration-rpc.ts";
import { lotRpc } from "./lots/lot-rpc.ts";
import { plantRpc } from "./plant-rpc.ts";
import { quarantineRpc } from "./quarantine-rpc.ts";
import type { AskedPorts } from "./queries/scope.ts";
import { rebuildRpc } from "./rebuild-rpc.ts";

/** What the ledger answers over gRPC: readings, windows, quarantine, plant models, declared facts, lots, dead letters, rebuilds. */
export const ledgerRpcs = (ports: AskedPorts & ApplyPorts): readonly Rpc[] => [
  activityRpc(ports),
  quarantineRpc(ports),
  plantRpc(ports),
  declarationRpc(ports),
  lotRpc(ports),
  letterRpc(ports),
  rebuildRpc(ports),
];
