import { sha256Word } from "./hash.ts";

/**
 * Numeric identity of a channel: factory hash in the upper 32 bits, channel hash in the lower, so that a channel nobody
 * declared has one too and a shard can be read off it. Two names with one id are possible (about 1 in 10^5 for 300
 * factories): the registry of names refuses the second.
 */
export const channelIdOf = (factory: string, channel: string): bigint =>
  (BigInt(sha256Word(`factory:${factory}`)) << 32n) | BigInt(sha256Word(`channel:${channel}`));

const name = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._/()+-]{0,126}[\p{L}\p{N})])?$/u;

/** Names of factories and channels: 1 to 128 letters, digits, blanks and `._/()+-`, beginning and ending with a letter or digit. */
export const isName = (text: string): boolean => name.test(text);
