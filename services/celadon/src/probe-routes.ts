import { type Patience, type Routes, refuse, type Store } from "@celadon/runtime";
import type { StartsUp } from "./serve.ts";

export interface ProbePorts {
  readonly patience: Patience;
  /** Undefined: this process has no store. */
  readonly store: Store | undefined;
  /** Why it is not ready although it answers, for example because a demonstration is being filled in. */
  readonly startsUp: StartsUp;
  /** Throws a refusal while the process cannot do its work. */
  readonly refuseWhenUnfit?: (() => void) | undefined;
}

const probe = { config: { access: "anybody" } } as const;

/** `/live` says that the process answers, `/ready` that it can do its work. */
export const probeRoutes =
  ({ patience, store, startsUp, refuseWhenUnfit }: ProbePorts): Routes =>
  (app) => {
    app.get("/live", probe, async () => ({ live: true }));
    app.get("/ready", probe, async () => {
      patience.refuseWhenStalled();
      refuseWhenUnfit?.();
      const startUp = startsUp();
      if (startUp !== undefined) throw refuse({ status: 503, code: "starting", message: startUp.why });
      await store?.rows({ text: "SELECT 1" });
      return { ready: true };
    });
  };
