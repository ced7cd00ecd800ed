export { type ApplyPorts, applyPlant } from "./apply-plant.ts";
export type { Book } from "./book.ts";
export type { Channel } from "./channel.ts";
export { type Declared, declaredOf, type RulesOf } from "./declared.ts";
export { type Ledger, openLedger } from "./ledger.ts";
export { migrations } from "./migrations.ts";
export { rulesOfModel } from "./read-model.ts";
export { ledgerRoutes } from "./routes.ts";
export { amountText } from "./store-refolded.ts";
