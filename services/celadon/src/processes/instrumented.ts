import { type EventLog, meteredLog, meteredStore, type Store, tracedLog, tracedStore } from "@celadon/runtime";
import { meteredWays } from "../metered-ways.ts";
import type { Ground } from "./ground.ts";

type Instruments = Pick<Ground, "metrics" | "tracing" | "now">;

/** A store whose statements are counted, timed and traced. */
export const instrumentedStore = (store: Store, { metrics, tracing }: Instruments): Store =>
  meteredStore(tracedStore(store, tracing), metrics);

/** A log whose records are counted, timed and traced. */
export const instrumentedLog = (log: EventLog, { metrics, tracing, now }: Instruments): EventLog =>
  meteredLog(tracedLog(log, tracing), { metrics, now, ways: meteredWays });
