import type { DecodeOptions } from "@celadon/hj212";
import type { KnownStation } from "./known-station.ts";
import { decryptSm4 } from "./sm4.ts";

/** How frames of stations are read: leniently, text as UTF-8, in SM4 with the keys of the station. */
export const frameOptions = (find: (mn: string) => KnownStation | "ignored" | undefined): DecodeOptions => ({
  lenient: true,
  keys: (mn) => {
    const station = find(mn);
    return station === undefined || station === "ignored" ? [] : station.keys;
  },
  ...(decryptSm4 === undefined ? {} : { sm4: decryptSm4 }),
  text: utf8,
});

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined; // the decoder throws for nothing else
  }
}
