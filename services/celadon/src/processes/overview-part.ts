import type { Registry } from "@celadon/certificate";
import type { Shelf } from "@celadon/footprinter";
import type { BookNow } from "@celadon/ledger";
import { statusRoutes } from "../status-routes.ts";
import type { Ground, Part } from "./ground.ts";

/** What the overview looks at: each is kept by another part, and read from the store by whoever answers. */
export interface Overviewed {
  readonly bookNow: BookNow;
  readonly shelf: Pick<Shelf, "list">;
  readonly registry: Pick<Registry, "list">;
}

/** Where somebody stands with a Celadon: its status, and the page of it. */
export function overviewPart({ config, store, release, patience, now }: Ground, overviewed: Overviewed): Part {
  const ports = { ...overviewed, store, startedMs: now(), config, release, patience };
  return { run: [], routes: [statusRoutes(ports)], rpcs: [] };
}
