import type { CalculateResponse, Inventory } from "@celadon/proto";
import type { Outcome } from "@celadon/quantity";

/** The life-cycle port: an inventory in, the footprint of each of its products out. */
export interface Lifecycle {
  /** Refused: an inventory that contradicts itself. A product without an answer stands among the refusals of the response. */
  calculate(inventory: Inventory): Promise<Outcome<CalculateResponse, string>>;
}
