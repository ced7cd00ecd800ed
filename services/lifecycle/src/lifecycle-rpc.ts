import type { FactorRelease } from "@celadon/factors";
import { footprintsOf, gwpOf } from "@celadon/inventory-to-footprint";
import {
  type CalculateBatchRequest,
  type CalculateBatchResponse,
  type CalculateRequest,
  type CalculateResponse,
  Inventory,
  LifecycleServiceDefinition,
} from "@celadon/proto";
import { inOrder, noFactory, type Rpc, refuse, rpc } from "@celadon/runtime";

/** Inventories of one stream that may wait for their answer. */
const unansweredMax = 8;

/** An inventory comes with the question, and nothing of it is kept: whose it is does not matter. */
const calculating = noFactory("reader", "engineer", "assessor");

/** The engine over gRPC, with the warming potentials of a factor release. */
export function lifecycleRpc(release: FactorRelease): Rpc {
  const gwp = gwpOf(release);
  const calculated = ({ inventory, products }: CalculateRequest) =>
    footprintsOf(inventory ?? Inventory.create(), { gwp, products });

  const calculate = async (request: CalculateRequest): Promise<CalculateResponse> => {
    const outcome = calculated(request);
    if (outcome.kind === "accept") return outcome.value;
    const details = outcome.evidence.split("\n").map((problem) => ({ path: "inventory", problem }));
    throw refuse({ status: 400, code: outcome.reason, message: outcome.evidence, details });
  };

  const calculateOne = async (request: CalculateBatchRequest): Promise<CalculateBatchResponse> => {
    const { seq, inventory, products } = request;
    const outcome = calculated({ inventory, products });
    if (outcome.kind === "accept") return { seq, ...outcome.value };
    const { reason, evidence } = outcome;
    const asked = products.length > 0 ? products : (inventory?.products ?? []).map(({ product }) => product);
    // Nothing declared and nothing asked for: still an answer, of no product.
    const refusals = (asked.length > 0 ? asked : [""]).map((product) => ({
      product,
      reason,
      evidence,
      ids: [],
      idsTotal: 0,
    }));
    return { seq, footprints: [], refusals };
  };

  return rpc(
    LifecycleServiceDefinition,
    { calculate: calculating, calculateBatch: calculating },
    {
      calculate,
      calculateBatch: (requests) => inOrder(requests, unansweredMax, calculateOne),
    },
  );
}
