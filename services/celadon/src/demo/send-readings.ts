import type { SentHour } from "@celadon/simulator";
import { ask, type Service, textOf } from "../service.ts";

/** Sends what plants gave, in one request, as any meter would; resolves when it is stored and counted. */
export async function sendReadings(service: Service, hours: Iterable<SentHour>): Promise<void> {
  const body = bytesOf(hours);
  const headers = { "content-type": "application/x-ndjson" };
  await textOf(service, await ask(service, { method: "POST", path: "/v1/readings", headers, body }));
}

async function* bytesOf(hours: Iterable<SentHour>): AsyncGenerator<Uint8Array> {
  for (const { ndjson } of hours) yield Buffer.from(ndjson);
}
