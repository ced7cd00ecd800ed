import type { PeerGroup } from "@celadon/proto";
import { canonicalJson, sha256Hex } from "@celadon/quantity";

/** Identity of a peer group, 64 bits as decimal text: equal in every key, equal anywhere. */
export const peerGroupId = ({ productGroup, declaredUnit, boundary, keys, simulated }: PeerGroup): string => {
  const content = {
    productGroup,
    declaredUnit,
    boundary,
    keys: keys.map(({ name, value }) => [name, value]),
    simulated,
  };
  return BigInt(`0x${sha256Hex(canonicalJson(content)).slice(0, 16)}`).toString();
};
