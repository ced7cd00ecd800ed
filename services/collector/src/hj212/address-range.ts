import { BlockList, isIP } from "node:net";

/** Where to listen. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** One address or a range of them, as it was written. */
export interface AddressRange {
  readonly text: string;
  readonly address: string;
  readonly bits: number;
}

/** `0.0.0.0:9212` or `[::1]:9212`; undefined for anything else. */
export function readAddress(text: string): ListenAddress | undefined {
  const [, six, four, port] = /^(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = six ?? four;
  if (host === undefined || isIP(host) !== (six === undefined ? 4 : 6) || Number(port) > 65_535) return undefined;
  return { host, port: Number(port) };
}

/** `10.20.0.7`, `10.20.0.0/16`, `fd00::/8`; undefined for anything else. */
export function readRange(text: string): AddressRange | undefined {
  const [, address, bits] = /^([0-9A-Fa-f:.]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = address === undefined ? 0 : isIP(address);
  const most = family === 4 ? 32 : 128;
  if (address === undefined || family === 0 || Number(bits) > most) return undefined;
  return { text, address, bits: bits === undefined ? most : Number(bits) };
}

export const isLoopback = (address: string): boolean => address === "::1" || address.startsWith("127.");

/** The address of a peer in one way of writing: IPv4 on a socket of IPv6 is still that IPv4. */
export const plainAddress = (address: string | undefined): string => (address ?? "unknown").replace(/^::ffff:/, "");

/** Whether an address lies in one of the ranges. */
export function within(ranges: readonly AddressRange[]): (address: string) => boolean {
  const known = new BlockList();
  for (const { address, bits } of ranges) known.addSubnet(address, bits, isIP(address) === 4 ? "ipv4" : "ipv6");
  return (address) => isIP(address) !== 0 && known.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}
