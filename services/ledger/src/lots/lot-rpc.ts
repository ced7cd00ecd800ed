import { LotServiceDefinition } from "@celadon/proto";
import { keyOfToken, ownFactories, pageOf, pageSize, type Rpc, refuse, refuseForeign, rpc } from "@celadon/runtime";
import type { DeclarePorts } from "../store-fact.ts";
import { declareLots } from "./declare-lots.ts";
import { compareLots, overlapping, standingLots } from "./standing-lots.ts";

const sizes = { usual: 100, most: 1_000 };

const access = {
  declareLots: ownFactories("engineer"),
  listLots: ownFactories("reader", "engineer", "assessor", "issuer"),
};

/** Lots over gRPC. */
export const lotRpc = (ports: DeclarePorts): Rpc =>
  rpc(LotServiceDefinition, access, {
    declareLots: async ({ lots }, { caller }) => {
      for (const { factory } of lots) refuseForeign(caller, factory);
      const { stored, unchanged, position } = await declareLots(lots, ports);
      return { stored, unchanged, position };
    },
    listLots: async ({ factory, product, fromMs, toMs, pageSize: wanted, pageToken }, { caller }) => {
      if (factory !== "") refuseForeign(caller, factory);
      if (fromMs !== undefined && toMs !== undefined && fromMs > toMs) {
        const problem = `The period [${fromMs}, ${toMs}) ends before it begins: swap the two.`;
        throw refuse({ status: 400, code: "bad-period", message: problem, details: [{ path: "toMs", problem }] });
      }
      const size = pageSize(wanted, sizes);
      const book = await ports.bookNow();
      const asked = standingLots(book, {
        factory: factory === "" ? undefined : factory,
        product: product === "" ? undefined : product,
        fromMs: fromMs === undefined ? undefined : Number(fromMs),
        toMs: toMs === undefined ? undefined : Number(toMs),
        within: caller.factories,
      });
      const last = lastOf(pageToken);
      const { page, nextPageToken } = await pageOf(
        asked.filter((lot) => last === undefined || compareLots(lot, last) > 0),
        size,
        (lot) => [lot.factory, lot.product, Number(lot.fromMs), lot.key],
      );
      const standing = standingLots(book, { within: caller.factories });
      const lots = page.map((lot) => ({ lot, overlaps: overlapping(lot, standing).map(({ key }) => key) }));
      return { lots, nextPageToken };
    },
  });

function lastOf(token: string) {
  const [factory, product, fromMs, key] = keyOfToken(token, ["string", "string", "number", "string"]) ?? [];
  if (key === undefined) return undefined;
  return { factory: String(factory), product: String(product), fromMs: BigInt(Number(fromMs)), key: String(key) };
}
