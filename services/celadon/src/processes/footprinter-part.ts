import { factorSourceOf } from "@celadon/activity-to-inventory";
import {
  type FeedOrder,
  factorRpc,
  footprinter,
  footprinterRoutes,
  footprintRpc,
  type Lifecycle,
  openFootprintFeed,
  openPace,
  openShelf,
  type Pace,
  patientShelf,
  type Shelf,
} from "@celadon/footprinter";
import { oneAtATime, spanned } from "@celadon/runtime";
import type { Ground, Part } from "./ground.ts";

export interface FootprinterPart extends Part {
  readonly shelf: Shelf;
  readonly pace: Pace;
}

export interface FootprinterWishes {
  readonly lifecycle: Lifecycle;
  /** How the feed of new footprints counts. */
  readonly order: FeedOrder;
  /** While true no footprint is renewed: much is coming in that would change them all again. */
  readonly isHeld: () => boolean;
}

/** Topic activity to footprints, and what people ask of them and of the factors. */
export function footprinterPart(ground: Ground, { lifecycle, order, isHeld }: FootprinterWishes): FootprinterPart {
  const { store, log, patient, patience, release, notes, now, metrics, tracing } = ground;
  const shelf = openShelf(store, log);
  const pace = openPace(log);
  const feed = openFootprintFeed(patient.log, order);
  const turn = oneAtATime();
  const inTurn: typeof turn = (task) => turn(() => spanned(tracing, "renew footprints", {}, task));
  const shared = ground.isShared ? log : undefined;
  const calculation = { store, factors: factorSourceOf(release), lifecycle, shelf, inTurn, shared };
  const renewing = {
    ...calculation,
    ...patient,
    shelf: patientShelf(shelf, patience),
    notes,
    now,
    pace,
    isHeld,
    isShared: ground.isShared,
    meter: metrics,
  };
  return {
    run: [feed.run, (signal) => footprinter(renewing, signal)],
    routes: [footprinterRoutes({ ...calculation, release, pace })],
    rpcs: [footprintRpc({ ...calculation, pace, feed }), factorRpc(release)],
    shelf,
    pace,
  };
}
