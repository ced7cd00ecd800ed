import type { Credentials } from "@celadon/runtime";
import type { Config } from "../config.ts";
import { isLoopback } from "../is-loopback.ts";

/** How one of our processes asks another: beyond this machine over TLS, always. */
export function peerCredentials(address: string, { credentials }: Pick<Config, "credentials">): Credentials {
  const host = address.replace(/:\d+$/, "");
  return { ...credentials, isSecure: !isLoopback(host) || credentials.ca !== undefined };
}
