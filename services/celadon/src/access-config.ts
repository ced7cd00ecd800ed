import { isIP } from "node:net";
import { resolve } from "node:path";
import type { TlsFiles } from "@celadon/runtime";
import { isLoopback } from "./is-loopback.ts";
import type { Said } from "./said.ts";

/** Where Celadon listens, and whom it lets in. */
export interface AccessConfig {
  /** An IP address. */
  readonly host: string;
  /** Absent: in plain, which only loopback is. */
  readonly tls: TlsFiles | undefined;
  /** The file of tokens; absent: none is asked for, as only loopback can. */
  readonly tokens: string | undefined;
}

/** On loopback, without tokens: what a command starts for itself. */
export const loopbackOnly: AccessConfig = { host: "127.0.0.1", tls: undefined, tokens: undefined };

/** Beyond loopback there is no way in without TLS and tokens. */
export function accessConfig(said: Said, faults: string[]): AccessConfig {
  const host = said.CELADON_LISTEN ?? loopbackOnly.host;
  const [cert, key, clientCa] = [said.CELADON_TLS_CERT, said.CELADON_TLS_KEY, said.CELADON_TLS_CLIENT_CA];
  const tokens = said.CELADON_TOKENS && resolve(said.CELADON_TOKENS);
  if (isIP(host) === 0) {
    faults.push(`CELADON_LISTEN is "${host}": write an IP address, 127.0.0.1 for this machine only, 0.0.0.0 for all.`);
  }
  if ((cert === undefined) !== (key === undefined)) {
    faults.push("CELADON_TLS_CERT and CELADON_TLS_KEY belong together: set both, or neither.");
  }
  if (clientCa !== undefined && cert === undefined) {
    faults.push(
      "CELADON_TLS_CLIENT_CA asks clients for certificates, which needs CELADON_TLS_CERT and CELADON_TLS_KEY.",
    );
  }
  const tls = cert === undefined || key === undefined ? undefined : { cert, key, clientCa };
  if (isIP(host) !== 0 && !isLoopback(host) && (tls === undefined || tokens === undefined)) {
    faults.push(
      `CELADON_LISTEN is ${host}, beyond this machine: that needs CELADON_TLS_CERT, CELADON_TLS_KEY and CELADON_TOKENS. Only 127.0.0.1 goes without.`,
    );
  }
  return { host, tls, tokens };
}
