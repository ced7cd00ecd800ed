import { lifecycleRpc } from "@celadon/lifecycle";
import type { Ground, Part } from "./ground.ts";

/** The life-cycle engine: inventories to footprints. It stores nothing and follows no topic. */
export const lifecyclePart = ({ release }: Pick<Ground, "release">): Part => ({
  run: [],
  routes: [],
  rpcs: [lifecycleRpc(release)],
});
