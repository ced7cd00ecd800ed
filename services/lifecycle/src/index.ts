export { lifecycleRpc } from "./lifecycle-rpc.ts";
