import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { ClientError, createChannel, createClient, Status } from "nice-grpc";
import {
  BadRequest,
  type ErrorDetails,
  ErrorInfo,
  ResourceInfo,
  RetryInfo,
  RichClientError,
} from "nice-grpc-error-details";
import { HealthDefinition } from "nice-grpc-server-health";
import { expect, test } from "vitest";
import { anyRole } from "./access/access.ts";
import { unguarded } from "./access/guard.ts";
import { EchoDefinition, type Word } from "./echo-in-test.ts";
import { openGrpc } from "./grpc.ts";
import { openGrpcClients } from "./grpc-clients.ts";
import { openLog } from "./log.ts";
import { refuse } from "./refuse.ts";
import { type CallContext, rpc } from "./rpc.ts";

type Say = (said: Word, context: CallContext) => Promise<Word>;

async function echo(say: Say = async (said) => said) {
  const repeat = async function* (words: AsyncIterable<Word>) {
    for await (const word of words) yield word;
  };
  const server = openGrpc([rpc(EchoDefinition, { say: anyRole, repeat: anyRole }, { say, repeat })], {
    descriptors: new Uint8Array(),
    notes: openLog("silent"),
    guard: unguarded,
  });
  const port = await server.listen(0);
  const clients = openGrpcClients(`127.0.0.1:${port}`);
  return {
    port,
    server,
    client: clients.create(EchoDefinition, 2_000),
    [Symbol.asyncDispose]: async () => {
      clients[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const refusing =
  (refusal: Parameters<typeof refuse>[0]): Say =>
  async () => {
    throw refuse(refusal);
  };

const errorOf = async (call: Promise<unknown>): Promise<ClientError> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ClientError);
  return error as ClientError;
};
const detailsOf = (error: ClientError): readonly ErrorDetails[] =>
  error instanceof RichClientError ? error.extra : [];

test.each([
  [400, Status.INVALID_ARGUMENT],
  [404, Status.NOT_FOUND],
  [409, Status.FAILED_PRECONDITION],
  [410, Status.OUT_OF_RANGE],
  [412, Status.ABORTED],
  [413, Status.RESOURCE_EXHAUSTED],
  [422, Status.FAILED_PRECONDITION],
  [501, Status.UNIMPLEMENTED],
])("a refusal with status %i has gRPC's code %i, its sentence and its own code", async (status, code) => {
  await using service = await echo(refusing({ status, code: "no-such-word", message: "Say another word: 请说别的." }));
  const error = await errorOf(service.client.say({ word: "x" }));
  expect(error).toMatchObject({ code, details: "Say another word: 请说别的." });
  expect(detailsOf(error)[0]).toEqual(ErrorInfo.fromPartial({ reason: "no-such-word", domain: "celadon" }));
});

test("faults become field violations with line and fix, warnings do not", async () => {
  const details = [
    { path: "channels.main.unit", line: 12, severity: "fault", problem: "No unit is called kWH.", fix: "Write kWh." },
    { path: "", line: 3, severity: "warning", problem: "Unused.", fix: "Drop it." },
  ];
  await using service = await echo(refusing({ status: 400, code: "plant-faults", message: "Mend it.", details }));
  expect(detailsOf(await errorOf(service.client.say({ word: "x" })))[1]).toEqual(
    BadRequest.fromPartial({
      fieldViolations: [{ field: "channels.main.unit", description: "line 12: No unit is called kWH. Write kWh." }],
    }),
  );
});

test("a thousand faults still reach the caller: as many as a trailer takes, and how many more there are", async () => {
  const details = Array.from({ length: 1000 }, (_, i) => ({
    path: `channels.c${i}`,
    problem: "Wrong.",
    fix: "Mend it.",
  }));
  await using service = await echo(refusing({ status: 400, code: "faults", message: "x".repeat(100_000), details }));
  const [, found] = detailsOf(await errorOf(service.client.say({ word: "x" })));
  const violations = (found as BadRequest).fieldViolations;
  expect(violations.length).toBeGreaterThan(50);
  expect(violations.at(-1)?.description).toBe(`And ${1000 - violations.length + 1} more: mend these first.`);
});

test("what is not there is named, and what passes says when to come back", async () => {
  await using lost = await echo(refusing({ status: 404, code: "unknown-channel", message: "No channel is called x." }));
  expect(detailsOf(await errorOf(lost.client.say({ word: "x" })))[1]).toEqual(
    ResourceInfo.fromPartial({ resourceType: "channel", description: "No channel is called x." }),
  );
  let calls = 0;
  await using busy = await echo(async () => {
    calls += 1;
    throw refuse({ status: 503, code: "busy", message: "Come back." });
  });
  const error = await errorOf(busy.client.say({ word: "x" }));
  expect(error.code).toBe(Status.UNAVAILABLE);
  expect(detailsOf(error)[1]).toEqual(RetryInfo.fromPartial({ retryDelay: { seconds: 1, nanos: 0 } }));
  expect(calls, "the client tried twice more, because the call changes nothing").toBe(3);
});

test("a bug tells the caller nothing of itself", async () => {
  await using service = await echo(async () => {
    throw new TypeError("secret of line 42");
  });
  const error = await errorOf(service.client.say({ word: "x" }));
  expect(error.code).toBe(Status.INTERNAL);
  expect(error.details).toMatch(/^Something in Celadon broke/);
});

test("a call without an answer ends at its deadline, and the server hears of it", async () => {
  let heard: AbortSignal | undefined;
  await using service = await echo(async (_, { signal }) => {
    heard = signal;
    await once(signal, "abort");
    return { word: "too late" };
  });
  const error = await errorOf(service.client.say({ word: "x" }, { deadline: 50 }));
  expect(error.code).toBe(Status.DEADLINE_EXCEEDED);
  await expect.poll(() => heard?.aborted).toBe(true);
});

test("a message above 4 MiB is refused by its size", async () => {
  await using service = await echo();
  const error = await errorOf(service.client.say({ word: "x".repeat(5 * 1_048_576) }));
  expect(error.code).toBe(Status.RESOURCE_EXHAUSTED);
});

test("a taken port is told by its code", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const server = openGrpc([], { descriptors: new Uint8Array(), notes: openLog("silent"), guard: unguarded });
  const { port } = other.address() as { port: number };
  await expect(server.listen(port)).rejects.toMatchObject({ code: "EADDRINUSE" });
  other.close();
});

test("it serves, by name of each service, and says so no longer when it stops", async () => {
  await using service = await echo();
  const channel = createChannel(`127.0.0.1:${service.port}`);
  const health = createClient(HealthDefinition, channel);
  expect((await health.check({ service: "test.v1.Echo" })).status).toBe(1);
  const seen: number[] = [];
  const watching = errorOf(
    (async () => {
      for await (const { status } of health.watch({ service: "" })) seen.push(status);
    })(),
  );
  await expect.poll(() => seen).toEqual([1]);
  await service.server[Symbol.asyncDispose]();
  const error = await watching;
  channel.close();
  expect(seen).toEqual([1, 2]);
  expect(error.code).toBe(Status.UNAVAILABLE);
});

test("stopping answers calls in hand, ends open streams as UNAVAILABLE, and does not wait for them", async () => {
  await using service = await echo(async (said) => {
    await wait(100);
    return said;
  });
  const inHand = service.client.say({ word: "in hand" });
  const heard: string[] = [];
  const silent = async function* () {
    yield { word: "first" };
    await wait(60_000, undefined, { ref: false });
  };
  const stream = errorOf(
    (async () => {
      for await (const { word } of service.client.repeat(silent())) heard.push(word);
    })(),
  );
  await expect.poll(() => heard).toEqual(["first"]);
  const startedMs = performance.now();
  await service.server[Symbol.asyncDispose]();
  expect(await inHand).toEqual({ word: "in hand" });
  expect((await stream).code).toBe(Status.UNAVAILABLE);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
