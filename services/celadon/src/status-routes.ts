import { rankAll } from "@celadon/benchmark";
import type { Registry } from "@celadon/certificate";
import type { FactorRelease } from "@celadon/factors";
import type { Shelf } from "@celadon/footprinter";
import type { BookNow } from "@celadon/ledger";
import { instantText } from "@celadon/quantity";
import type { Patience, Routes, Store } from "@celadon/runtime";
import type { Config } from "./config.ts";
import { statusPage } from "./status-page.ts";

/** What a look at a running Celadon shows. */
export interface Status {
  readonly startedAt: string;
  readonly dataFolder: string;
  readonly factorRelease: string;
  /** Why readings are not taken in just now, and since when. */
  readonly waiting: { readonly since: string; readonly why: string } | null;
  readonly factories: readonly {
    readonly factory: string;
    readonly channels: number;
    readonly declared: number;
    readonly lastReading: string | null;
  }[];
  readonly footprints: readonly {
    readonly id: string;
    readonly factory: string;
    readonly product: string;
    readonly status: string;
    readonly amount: string | null;
    readonly per: string;
    readonly period: string;
  }[];
}

export interface StatusPorts {
  readonly store: Store;
  readonly bookNow: BookNow;
  readonly shelf: Shelf;
  readonly registry: Pick<Registry, "list">;
  readonly startedMs: number;
  readonly config: Config;
  readonly release: FactorRelease;
  readonly patience: Patience;
}

/** `/` and `/v1/status` say what is there. */
export const statusRoutes =
  (ports: StatusPorts): Routes =>
  (app) => {
    app.get("/v1/status", async () => statusOf(ports));
    app.get("/", async (_request, reply) => {
      reply.type("text/html; charset=utf-8");
      const [groups, certificates] = [await rankAll(ports.store), await ports.registry.list()];
      return statusPage(await statusOf(ports), { groups, certificates });
    });
  };

async function statusOf({ bookNow, shelf, startedMs, config, release, patience }: StatusPorts): Promise<Status> {
  const channels = [...(await bookNow()).channels.values()];
  const factories = [...new Set(channels.map(({ factory }) => factory))].sort();
  const stored = await shelf.list({ history: false });
  const wait = patience.waiting();
  return {
    startedAt: instantText(startedMs),
    dataFolder: config.dataFolder,
    factorRelease: release.hash,
    waiting: wait === undefined ? null : { since: instantText(wait.sinceMs), why: wait.why },
    factories: factories.map((factory) => {
      const mine = channels.filter((channel) => channel.factory === factory);
      const last = Math.max(...mine.map(({ lastMs }) => lastMs ?? Number.NEGATIVE_INFINITY));
      return {
        factory,
        channels: mine.length,
        declared: mine.filter(({ eras }) => eras.some(({ rule }) => rule !== undefined)).length,
        lastReading: Number.isFinite(last) ? instantText(last) : null,
      };
    }),
    footprints: stored.map(({ footprint }) => ({
      id: footprint.id,
      factory: footprint.factory,
      product: footprint.productName || footprint.product,
      status: footprint.status,
      amount: footprint.total ?? null,
      per: `${footprint.declaredAmount} ${footprint.declaredUnit}`,
      period: `${instantText(Number(footprint.fromMs))} / ${instantText(Number(footprint.toMs))}`,
    })),
  };
}
