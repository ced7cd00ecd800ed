export { lifecycleRpc } from "./lifecycle-rpc.ts";
export { type EngineThreads, openEngineThreads } from "./systems/engine-threads.ts";
export { systemRpc } from "./systems/system-rpc.ts";
