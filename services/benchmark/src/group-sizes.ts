import type { GroupSize } from "@celadon/footprint-to-ranking";
import { PeerGroup } from "@celadon/proto";
import type { Store } from "@celadon/runtime";

/** A group that has a name in the store; whether anybody is in it is another question. */
export interface NamedGroup {
  readonly peer: string;
  readonly group: PeerGroup;
}

/** Every group that was ever ranked by an indicator, of one product group or of all. */
export async function namedGroups(
  store: Store,
  indicator: string,
  productGroup: string,
): Promise<readonly NamedGroup[]> {
  const rows = await store.rows<{ readonly peer: string; readonly content: string }>({
    text: `SELECT peer, content FROM peerGroups FINAL
      WHERE ({group:String} = '' OR productGroup = {group:String}) AND indicator = {indicator:String} ORDER BY peer`,
    params: { group: productGroup, indicator },
  });
  return rows.map(({ peer, content }) => ({ peer, group: PeerGroup.decode(Buffer.from(content, "base64")) }));
}

/** How many products are in each of the groups now, of these factories or of all; groups without anybody are left out. */
export async function groupSizes(
  store: Store,
  groups: readonly NamedGroup[],
  { indicator, factories }: { readonly indicator: string; readonly factories: readonly string[] },
): Promise<readonly (NamedGroup & GroupSize)[]> {
  if (groups.length === 0) return [];
  const rows = await store.rows<{ readonly peer: string; readonly members: string }>({
    text: `SELECT peer, uniqExact(factory, product) AS members FROM indicators FINAL
      WHERE peer IN {peers:Array(UInt64)} AND indicator = {indicator:String}
        AND (empty({factories:Array(String)}) OR factory IN {factories:Array(String)})
      GROUP BY peer`,
    params: { peers: groups.map(({ peer }) => BigInt(peer)), indicator, factories },
  });
  const members = new Map(rows.map((row) => [row.peer, Number(row.members)]));
  return groups.flatMap((one) => {
    const count = members.get(one.peer);
    return count === undefined ? [] : [{ ...one, members: count }];
  });
}
