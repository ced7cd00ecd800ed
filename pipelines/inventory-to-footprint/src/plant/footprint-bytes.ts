import type { Footprint, Gap, Inventory } from "@celadon/proto";
import { canonicalJson } from "@celadon/quantity";
import { stable } from "./stable.ts";

/**
 * What the id of a footprint stands for, as UTF-8 of canonical JSON: two footprints with one id have the same bytes.
 *
 * Left out is what stands beside the figure and may change without it: the hash of the factor release, and the wording of the
 * gaps, which tells of rows near by.
 */
export function footprintBytes(footprint: Footprint): Uint8Array {
  const { factorRelease: _, ...rest } = footprint;
  const inventory = footprint.inventory && withoutRelease(footprint.inventory);
  return utf8(canonicalJson(stable({ ...rest, gaps: footprint.gaps.map(withoutWording), inventory })));
}

function withoutRelease({ factorRelease: _, ...inventory }: Inventory) {
  const indicators = inventory.indicators.map((one) => ({ ...one, gaps: one.gaps.map(withoutWording) }));
  return { ...inventory, indicators, gaps: inventory.gaps.map(withoutWording) };
}

const withoutWording = ({ kind, where, excused }: Gap) => ({ kind, where, excused });

/** First bytes of a character by the number of bytes that follow. */
const leads = [0, 0xc0, 0xe0, 0xf0];

/** UTF-8 (RFC 3629); the language itself has no encoder. Canonical JSON has no lone surrogates: it escapes them. */
function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    const rest = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    bytes[length] = (leads[rest] as number) | (code >> (6 * rest));
    for (let k = 1; k <= rest; k++) bytes[length + k] = 0x80 | ((code >> (6 * (rest - k))) & 0x3f);
    length += rest + 1;
  }
  return bytes.slice(0, length);
}
