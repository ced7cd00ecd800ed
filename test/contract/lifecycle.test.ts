import { lifecycleDirect, lifecycleGrpc, loadRelease } from "@celadon/footprinter";
import { lifecycleRpc } from "@celadon/lifecycle";
import { type CalculateBatchRequest, LifecycleServiceDefinition } from "@celadon/proto";
import { openGrpcClients } from "@celadon/runtime";
import { ClientError, Status } from "nice-grpc";
import { expect, test } from "vitest";
import { lifecycleContract } from "./lifecycle.suite.ts";
import { served } from "./served.ts";
import { declared, electricity, smallInventory } from "./small-inventory.ts";

const release = loadRelease();
const direct = lifecycleDirect(release);

async function overGrpc() {
  const service = await served([lifecycleRpc(release)]);
  return {
    lifecycle: lifecycleGrpc(service.clients),
    client: service.clients.create(LifecycleServiceDefinition, 5_000),
    [Symbol.asyncDispose]: service[Symbol.asyncDispose],
  };
}

lifecycleContract("direct", async () => ({ lifecycle: direct, [Symbol.asyncDispose]: async () => undefined }), direct);
lifecycleContract("gRPC", overGrpc, direct);

test("a batch answers in the order of its questions, and goes on behind an inventory that contradicts itself", async () => {
  await using service = await overGrpc();
  const question = (seq: number, amount: string): CalculateBatchRequest => ({
    seq: BigInt(seq),
    inventory: smallInventory({ lines: [electricity("works", amount)] }),
    products: [],
  });
  const questions = async function* () {
    yield question(1, "1000");
    yield question(2, "much");
    yield question(3, "2000");
    yield { ...question(4, "3000"), products: ["steam"] };
  };
  const heard = [];
  for await (const one of service.client.calculateBatch(questions())) heard.push(one);
  expect(heard).toMatchObject([
    { seq: 1n, footprints: [{ total: "411.3" }], refusals: [] },
    { seq: 2n, footprints: [], refusals: [{ product: "year of operation", reason: "contradictory-inventory" }] },
    { seq: 3n, footprints: [{ total: "822.6" }], refusals: [] },
    { seq: 4n, footprints: [], refusals: [{ product: "steam", reason: "unknown-product" }] },
  ]);
});

test("an inventory above 4 MiB is refused by its size before the engine is asked", async () => {
  await using service = await overGrpc();
  const products = Array.from({ length: 60_000 }, (_, i) => declared(`roll of paper number ${i}`, "works"));
  const error = await service.client.calculate({ inventory: smallInventory({ products }) }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(ClientError);
  expect((error as ClientError).code).toBe(Status.RESOURCE_EXHAUSTED);
});

test("a server that is not there is an error within the deadline, and no refusal", async () => {
  const service = await overGrpc();
  await service[Symbol.asyncDispose]();
  using clients = openGrpcClients("127.0.0.1:1");
  await expect(lifecycleGrpc(clients).calculate(smallInventory())).rejects.toMatchObject({ code: "GRPC_AWAY" });
});
