import { type ClientError, Status } from "nice-grpc";
import { HealthDefinition } from "nice-grpc-server-health";
import { expect, test } from "vitest";
import { EchoDefinition } from "../echo-in-test.ts";
import { openGrpc } from "../grpc.ts";
import { openGrpcClients } from "../grpc-clients.ts";
import { openLog } from "../log.ts";
import { refusalFrom } from "../refusal-from.ts";
import { refuse } from "../refuse.ts";
import { type CallContext, rpc } from "../rpc.ts";
import { type Access, noFactory, ownFactories } from "./access.ts";
import { reaches } from "./caller.ts";
import type { Guard } from "./guard.ts";

/** An echo that says a word back when it is the name of a factory of the caller's. */
async function echo(access: Access, look = true) {
  let isKnown = true;
  const guard: Guard = {
    callerOf: (authorization) => {
      if (authorization === "Bearer mill" && isKnown) return { name: "mill", roles: ["meter"], factories: ["mill"] };
      throw refuse({ status: 401, code: authorization === undefined ? "no-token" : "unknown-token", message: "No." });
    },
    refused: () => 0,
  };
  const answer = (word: string, { caller }: CallContext): string => (!look || reaches(caller, word) ? word : "");
  const server = openGrpc(
    [
      rpc(
        EchoDefinition,
        { say: access, repeat: access },
        {
          say: async ({ word }, context) => ({ word: answer(word, context) }),
          repeat: async function* (words, context) {
            for await (const { word } of words) yield { word: answer(word, context) };
          },
        },
      ),
    ],
    { descriptors: new Uint8Array(), notes: openLog("silent"), guard },
  );
  const address = `127.0.0.1:${await server.listen(0)}`;
  const clients = [undefined, "mill", "wrong"].map((token) =>
    openGrpcClients(address, { credentials: { token, isSecure: false } }),
  );
  const [nobody, mill, wrong] = clients.map((one) => one.create(EchoDefinition, 2_000));
  if (nobody === undefined || mill === undefined || wrong === undefined) throw new Error("Three were opened.");
  return {
    ...{ nobody, mill, wrong },
    health: clients[0]?.create(HealthDefinition, 2_000),
    revoke: () => {
      isKnown = false;
    },
    [Symbol.asyncDispose]: async () => {
      for (const one of clients) one[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const failed = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (one: ClientError) => one,
  );
  return [error && Status[error.code], refusalFrom(error)?.code];
};

test("a call without a token, or with one that nobody knows, is UNAUTHENTICATED; health is answered to anybody", async () => {
  await using service = await echo(ownFactories("meter"));
  expect(await failed(service.nobody.say({ word: "mill" }))).toEqual(["UNAUTHENTICATED", "no-token"]);
  expect(await failed(service.wrong.say({ word: "mill" }))).toEqual(["UNAUTHENTICATED", "unknown-token"]);
  expect(await service.health?.check({ service: "" })).toMatchObject({ status: 1 });
  expect(await service.mill.say({ word: "mill" })).toEqual({ word: "mill" });
  expect(await service.mill.say({ word: "tannery" })).toEqual({ word: "" });
});

test("another role is PERMISSION_DENIED", async () => {
  await using service = await echo(noFactory("issuer"));
  expect(await failed(service.mill.say({ word: "mill" }))).toEqual(["PERMISSION_DENIED", "other-role"]);
});

test("a handler that looks at nobody's factories answers nothing, in a stream neither", async () => {
  await using service = await echo(ownFactories("meter"), false);
  expect(await failed(service.mill.say({ word: "mill" }))).toEqual(["INTERNAL", undefined]);
  const words = async function* () {
    yield { word: "mill" };
  };
  expect(await failed(service.mill.repeat(words())[Symbol.asyncIterator]().next())).toEqual(["INTERNAL", undefined]);
});

test("a stream ends with its token", async () => {
  await using service = await echo(ownFactories("meter"));
  let goOn = (): void => undefined;
  const words = async function* () {
    yield { word: "mill" };
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    yield { word: "mill" };
  };
  const answers = service.mill.repeat(words())[Symbol.asyncIterator]();
  expect((await answers.next()).value).toEqual({ word: "mill" });
  service.revoke();
  goOn();
  expect(await failed(answers.next())).toEqual(["UNAUTHENTICATED", "unknown-token"]);
});
