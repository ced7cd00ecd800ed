export { benchmark, indicatorsReached } from "./benchmark.ts";
export { benchmarkRpc } from "./benchmark-rpc.ts";
export { migrations } from "./migrations.ts";
export { type RankedGroup, rankAll } from "./rank-all.ts";
export { rankPeers } from "./rank-peers.ts";
export { type BenchmarkPorts, benchmarkRoutes } from "./routes.ts";
