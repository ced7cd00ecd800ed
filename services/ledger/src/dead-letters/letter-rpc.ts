import { DeadLetterServiceDefinition } from "@celadon/proto";
import { keyOfToken, ownFactories, pageOf, pageSize, placeText, type Rpc, refuseForeign, rpc } from "@celadon/runtime";
import { decodedToday } from "./decoded-today.ts";
import { dropLetter } from "./drop-letter.ts";
import { letterOf } from "./letter-of.ts";
import { readState } from "./letter-state.ts";
import { type LetterKey, listLetters } from "./list-letters.ts";
import { originTopic } from "./origin-topic.ts";
import { type LetterPorts, replayLetter } from "./replay-letter.ts";

const sizes = { usual: 100, most: 1_000 };

const access = {
  listDeadLetters: ownFactories("engineer"),
  getDeadLetter: ownFactories("engineer"),
  replayDeadLetter: ownFactories("engineer"),
  dropDeadLetter: ownFactories("engineer"),
};

/** Dead letters over gRPC. */
export const letterRpc = (ports: LetterPorts): Rpc =>
  rpc(DeadLetterServiceDefinition, access, {
    listDeadLetters: async ({ factory, state, reason, pageSize: asked, pageToken }, { caller }) => {
      if (factory !== "") refuseForeign(caller, factory);
      const size = pageSize(asked, sizes);
      const scope = {
        factory: factory === "" ? undefined : factory,
        reason: reason === "" ? undefined : reason,
        state: readState(state),
        within: caller.factories,
        behind: lastOf(pageToken),
      };
      const letters = listLetters(ports.store, scope, size + 1);
      const { page, nextPageToken } = await pageOf(letters, size, (one) => [
        Number(one.firstSeenMs),
        one.origin,
        one.contentHash,
      ]);
      return { letters: page, nextPageToken };
    },
    getDeadLetter: async ({ origin }, { caller }) => {
      const { letter, content, schema } = await letterOf(ports.store, origin, caller);
      const record = { key: letter.factory, value: content, schema };
      const { says, isReadable } = decodedToday(originTopic(origin), record);
      return { letter, content, today: says, isReadable };
    },
    replayDeadLetter: async (wanted, { caller }) => {
      const { letter, changed, place } = await replayLetter(wanted, caller, ports);
      return { letter, changed, position: place === undefined ? "" : placeText(place) };
    },
    dropDeadLetter: (wanted, { caller }) => dropLetter(wanted, caller, ports),
  });

function lastOf(token: string): LetterKey | undefined {
  const [firstSeenMs, origin, contentHash] = keyOfToken(token, ["number", "string", "string"]) ?? [];
  if (contentHash === undefined) return undefined;
  return { firstSeenMs: BigInt(Number(firstSeenMs)), origin: String(origin), contentHash: String(contentHash) };
}
