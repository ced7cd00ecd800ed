import { readInstant } from "@celadon/quantity";
import { askJson, type Service } from "./service.ts";
import type { Status } from "./status-routes.ts";

/** An outage, a late day and a batch that was not acknowledged all lie within it; sending them again changes nothing. */
const overlapMs = 3 * 86_400_000;

/** From when a simulated factory goes on: a little before its last reading. Undefined for one that has none. */
export async function resumeAt(service: Service, factory: string): Promise<number | undefined> {
  const { factories } = await askJson<Pick<Status, "factories">>(service, { path: "/v1/status" });
  const last = factories.find((one) => one.factory === factory)?.lastReading;
  const lastMs = typeof last === "string" ? readInstant(last) : undefined;
  return lastMs === undefined ? undefined : lastMs - overlapMs;
}
