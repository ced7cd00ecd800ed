import { setTimeout as sleep } from "node:timers/promises";
import { ask, type Service, textOf } from "./service.ts";

/** A footprint that holds, as far as two lists are compared by it. */
export interface CurrentFootprint {
  readonly id: string;
  readonly product: string;
  readonly localFrom: string;
  readonly localTo: string;
}

const pauseMs = 200;

/** The footprints of a factory that hold, once they reflect all activity there is; however long that takes. */
export async function currentFootprints(service: Service, factory: string): Promise<readonly CurrentFootprint[]> {
  for (;;) {
    const answer = await ask(service, { path: "/v1/footprints", query: { factory } });
    const rows = JSON.parse(await textOf(service, answer)) as readonly CurrentFootprint[]; // what the interface promises
    if (answer.headers["celadon-caught-up"] !== "false")
      return rows.map(({ id, product, localFrom, localTo }) => ({ id, product, localFrom, localTo }));
    await sleep(pauseMs);
  }
}
