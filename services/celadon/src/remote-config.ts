import { isLoopback } from "./is-loopback.ts";
import type { Said } from "./said.ts";

/** A Celadon that commands ask instead of the one of the data folder. */
export interface RemoteConfig {
  readonly url: string;
}

/** What we show to a Celadon that asks who we are, as a command or as one of several processes. */
export interface Credentials {
  readonly token: string | undefined;
  /** PEM each. */
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/** The Celadon elsewhere, if one is named. */
export function remoteConfig(url: string | undefined, faults: string[]): RemoteConfig | undefined {
  if (url === undefined) return undefined;
  const fault = faultOfUrl(url);
  if (fault !== undefined) faults.push(`CELADON_URL ${fault}`);
  return { url };
}

/** Why a URL is not one to ask: a token would go over the wire for everybody to read. */
export function faultOfUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return `is "${url}": write https://host:port.`;
  if (parsed.username !== "" || parsed.password !== "")
    return "holds a name or a password: write https://host:port, and the token in CELADON_TOKEN or CELADON_TOKEN_FILE.";
  if (parsed.protocol === "http:" && !isLoopback(parsed.hostname))
    return `is ${url}: beyond this machine nothing goes out in plain, write https://.`;
  return undefined;
}

/** The credentials; `file` gives the content of the file that a setting names. */
export function credentialsConfig(
  said: Said,
  file: (name: "CELADON_CA" | "CELADON_CLIENT_CERT" | "CELADON_CLIENT_KEY") => string | undefined,
  faults: string[],
): Credentials {
  const [ca, cert, key] = [file("CELADON_CA"), file("CELADON_CLIENT_CERT"), file("CELADON_CLIENT_KEY")];
  if ((cert === undefined) !== (key === undefined)) {
    faults.push("CELADON_CLIENT_CERT and CELADON_CLIENT_KEY belong together: set both, or neither.");
  }
  return { token: said.CELADON_TOKEN, ca, cert, key };
}
