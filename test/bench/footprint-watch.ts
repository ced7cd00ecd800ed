import { type Footprint, FootprintServiceDefinition } from "@celadon/proto";
import { openGrpcClients } from "@celadon/runtime";

/** Who sees each new footprint the moment it is announced. */
export interface FootprintWatch extends Disposable {
  /** Resolves when a footprint of the factory is as wanted, with the moment by `performance.now()`. */
  readonly until: (factory: string, isWanted: (footprint: Footprint) => boolean) => Promise<number>;
  /** Rejects when the watch breaks off before it is disposed. */
  readonly broken: Promise<never>;
}

interface Waiting {
  readonly isWanted: (footprint: Footprint) => boolean;
  readonly seen: (ms: number) => void;
}

/** Watches all footprints of a footprinter, from now on. */
export function openFootprintWatch(grpcAddress: string): FootprintWatch {
  const clients = openGrpcClients(grpcAddress);
  const stop = new AbortController();
  const waiting = new Map<string, readonly Waiting[]>();
  const latest = new Map<string, Footprint>();
  const of = (factory: string): readonly Waiting[] => waiting.get(factory) ?? [];
  const follow = async (): Promise<never> => {
    const client = clients.create(FootprintServiceDefinition, 5_000);
    for await (const { event } of client.watchFootprints({}, { signal: stop.signal })) {
      const footprint = event?.footprint;
      if (footprint === undefined) continue;
      const nowMs = performance.now();
      latest.set(footprint.factory, footprint);
      const left = of(footprint.factory).filter(({ isWanted, seen }) => {
        if (!isWanted(footprint)) return true;
        seen(nowMs);
        return false;
      });
      waiting.set(footprint.factory, left);
    }
    throw new Error("The footprinter ended the watch.");
  };
  const broken = follow();
  broken.catch(() => undefined); // whoever waits has it, unless it is over by then
  return {
    until: async (factory, isWanted) => {
      const last = latest.get(factory);
      if (last !== undefined && isWanted(last)) return performance.now();
      return new Promise((seen) => waiting.set(factory, [...of(factory), { isWanted, seen }]));
    },
    broken,
    [Symbol.dispose]: () => {
      stop.abort();
      clients[Symbol.dispose]();
    },
  };
}
