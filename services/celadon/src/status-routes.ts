import { rankAll } from "@celadon/benchmark";
import type { Registry } from "@celadon/certificate";
import type { FactorRelease } from "@celadon/factors";
import type { Shelf } from "@celadon/footprinter";
import type { BookNow } from "@celadon/ledger";
import { instantText } from "@celadon/quantity";
import { type Caller, ownFactories, type Patience, type Routes, reaches, type Store } from "@celadon/runtime";
import type { Config } from "./config.ts";
import { statusPage } from "./status-page.ts";

/** What a look at a running Celadon shows. */
export interface Status {
  readonly startedAt: string;
  /** Told only to who runs this Celadon. */
  readonly dataFolder: string | null;
  readonly factorRelease: string;
  /** Why readings are not taken in just now, and since when; of a group of processes, what the one that answers knows of. */
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
  readonly shelf: Pick<Shelf, "list">;
  readonly registry: Pick<Registry, "list">;
  readonly startedMs: number;
  readonly config: Config;
  readonly release: FactorRelease;
  readonly patience: Patience;
}

const seeing = { config: { access: ownFactories("reader", "engineer", "assessor", "issuer") } };

/** `/` and `/v1/status` say what is there. */
export const statusRoutes =
  (ports: StatusPorts): Routes =>
  (app) => {
    app.get("/v1/status", seeing, async ({ caller }) => statusOf(ports, caller));
    app.get("/", seeing, async ({ caller }, reply) => {
      reply.type("text/html; charset=utf-8");
      const groups = await rankAll(ports.store, caller);
      const certificates = (await ports.registry.list()).filter(({ factory }) => reaches(caller, factory));
      return statusPage(await statusOf(ports, caller), { groups, certificates });
    });
  };

async function statusOf(
  { bookNow, shelf, startedMs, config, release, patience }: StatusPorts,
  caller: Caller,
): Promise<Status> {
  const channels = [...(await bookNow()).channels.values()].filter(({ factory }) => reaches(caller, factory));
  const factories = [...new Set(channels.map(({ factory }) => factory))].sort();
  const stored = await shelf.list({ history: false, within: caller.factories });
  const wait = patience.waiting();
  return {
    startedAt: instantText(startedMs),
    dataFolder: caller.roles.includes("operator") ? config.dataFolder : null,
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
