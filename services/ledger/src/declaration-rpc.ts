import { Declaration, DeclarationServiceDefinition } from "@celadon/proto";
import {
  keyOfToken,
  ownFactories,
  pageOf,
  pageSize,
  placeText,
  type Rpc,
  refuse,
  refuseForeign,
  rpc,
} from "@celadon/runtime";
import { compareFacts, listDeclarations } from "./queries/list-declarations.ts";
import { type DeclarePorts, storeFact } from "./store-fact.ts";

const sizes = { usual: 100, most: 1_000 };

const access = { declare: ownFactories("engineer"), listDeclarations: ownFactories("reader", "engineer") };

/** Declared facts over gRPC. */
export const declarationRpc = (ports: DeclarePorts): Rpc =>
  rpc(DeclarationServiceDefinition, access, {
    declare: async ({ declaration = Declaration.create() }, { caller }) => {
      refuseForeign(caller, declaration.factory);
      return { position: placeText(await storeFact(declaration, ports)) };
    },
    listDeclarations: async ({ factory, channel, history, pageSize: asked, pageToken }, { caller }) => {
      if (factory !== "") refuseForeign(caller, factory);
      const size = pageSize(asked, sizes);
      if (history) {
        const message = "Only the revision that holds is kept of a declaration: ask without history.";
        throw refuse({ status: 501, code: "no-history", message });
      }
      const scope = {
        factory: factory === "" ? undefined : factory,
        channels: channel === "" ? [] : [channel],
        within: caller.factories,
      };
      const last = lastOf(pageToken);
      const facts = listDeclarations(await ports.bookNow(), scope)
        .filter(({ fact }) => fact?.$case !== "withdrawal")
        .filter((fact) => last === undefined || compareFacts(fact, last) > 0);
      const { page, nextPageToken } = await pageOf(facts, size, (one) => [
        one.factory,
        one.channel,
        Number(one.atMs),
        one.key,
      ]);
      return { declarations: page, nextPageToken };
    },
  });

function lastOf(token: string) {
  const [factory, channel, atMs, key] = keyOfToken(token, ["string", "string", "number", "string"]) ?? [];
  if (key === undefined) return undefined;
  return { factory: String(factory), channel: String(channel), atMs: BigInt(Number(atMs)), key: String(key) };
}
