/** The version of the standard that a frame follows. */
export type Version = 2005 | 2017 | 2025;

/** What the field Flag says: who wants an answer, whether packets are numbered, which version speaks. */
export interface FlagBits {
  readonly version: Version | undefined;
  readonly wantsReply: boolean;
  readonly hasPackets: boolean;
}

const versions: readonly Version[] = [2005, 2017, 2025];

/** Bit 0: a reply is wanted. Bit 1: PNUM and PNO are there. The rest is the version: 0, 1, 2. No Flag at all is 2005. */
export function flagBitsOf(flag: string | null): FlagBits {
  const bits = flag === null ? 0 : /^\d{1,3}$/.test(flag) ? Number(flag) : 255;
  return { version: versions[bits >> 2], wantsReply: (bits & 1) === 1, hasPackets: (bits & 2) === 2 };
}

/** The Flag of a version with these bits. */
export const flagOf = (
  version: Version,
  bits: { readonly wantsReply: boolean; readonly hasPackets?: boolean },
): string => String(4 * versions.indexOf(version) + (bits.hasPackets === true ? 2 : 0) + (bits.wantsReply ? 1 : 0));
