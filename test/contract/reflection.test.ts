import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { factorRpc, loadRelease } from "@celadon/footprinter";
import { lifecycleRpc } from "@celadon/lifecycle";
import { FactorServiceDefinition, LifecycleServiceDefinition } from "@celadon/proto";
import { expect, test } from "vitest";
import { served } from "./served.ts";

const pass = (bytes: Uint8Array): Uint8Array => bytes;
const bytesOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
/** grpc.reflection.v1, with messages as the bytes they are: field 4 asks for a symbol, field 7 for the list of services. */
const Reflection = {
  ask: {
    path: "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    requestStream: true,
    responseStream: true,
    requestSerialize: bytesOf,
    requestDeserialize: pass,
    responseSerialize: bytesOf,
    responseDeserialize: pass,
    options: {},
  },
} as const;

const question = (field: 4 | 7, text: string): Uint8Array =>
  new BinaryWriter()
    .uint32((field << 3) | 2)
    .string(text)
    .finish();
const symbol = (name: string) => question(4, name);

/** The number of the answer's kind (4 a descriptor, 6 a list, 7 an error) and its bytes. */
function kindOf(answer: Uint8Array): { readonly kind: number; readonly text: string } {
  const reader = new BinaryReader(answer);
  while (reader.pos < reader.len) {
    const field = reader.uint32() >>> 3;
    if (field >= 4) return { kind: field, text: Buffer.from(reader.bytes()).toString("latin1") };
    reader.skip(2);
  }
  throw new Error("The answer says nothing.");
}

test("the server tells its services, and every service and message by its descriptor; a stranger is an error", async () => {
  const release = loadRelease();
  await using service = await served([factorRpc(release), lifecycleRpc(release)]);
  const questions = async function* () {
    yield question(7, "");
    yield symbol(FactorServiceDefinition.fullName);
    yield symbol(LifecycleServiceDefinition.fullName);
    yield symbol("celadon.inventory.v1.Inventory");
    yield symbol("celadon.nowhere.v1.Nothing");
  };
  const kinds: number[] = [];
  const texts: string[] = [];
  for await (const answer of service.clients.create(Reflection, 2_000).ask(questions())) {
    const { kind, text } = kindOf(answer);
    kinds.push(kind);
    texts.push(text);
  }
  expect(kinds).toEqual([6, 4, 4, 4, 7]);
  expect(texts[0]).toContain(FactorServiceDefinition.fullName);
  expect(texts[0]).toContain(LifecycleServiceDefinition.fullName);
  expect(texts[1]).toContain("SearchFactors");
});
