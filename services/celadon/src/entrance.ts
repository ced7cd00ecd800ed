import {
  type GrpcServer,
  type Guard,
  keptTokens,
  type Log,
  listenHttps,
  type openHttp,
  readTls,
  tokenGuard,
  unguarded,
} from "@celadon/runtime";
import { newSecret } from "@celadon/runtime/access";
import type { Config } from "./config.ts";
import { isLoopback } from "./is-loopback.ts";
import { listenHttp, listening } from "./listen.ts";

type HttpServer = Awaited<ReturnType<typeof openHttp>>;

/** Who is let in, and where. */
export interface Entrance {
  readonly guard: Guard;
  /** Listens with both servers; resolves when both can be asked. A taken port is a sentence. */
  readonly listen: (app: HttpServer, grpc: GrpcServer) => Promise<Listening>;
}

export interface Listening extends AsyncDisposable {
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly url: string;
  readonly local: Local;
}

/** How programs of whoever owns the data folder ask: in plain on loopback, and with a secret of this process where others need a token. */
export interface Local {
  readonly url: string;
  readonly port: number;
  readonly token: string | undefined;
}

const loopback = "127.0.0.1";
const dayMs = 86_400_000;
/** A certificate that ends within these days is worth a warning. */
const daysToRenew = 14;

/** Reads tokens and certificate as the settings name them. Throws a sentence where they are at fault. */
export function openEntrance(
  { access: { host, tls: files, tokens }, httpPort, grpcPort }: Pick<Config, "access" | "httpPort" | "grpcPort">,
  { now, notes }: { readonly now: () => number; readonly notes: Log },
): Entrance {
  if (!isLoopback(host) && (files === undefined || tokens === undefined))
    throw new TypeError(`To listen at ${host} without TLS and tokens is refused where settings are read.`);
  const token = tokens === undefined ? undefined : newSecret();
  const guard =
    tokens === undefined ? unguarded : tokenGuard({ tokens: keptTokens(tokens, notes), own: token, now, notes });
  const tls = files && readTls(files, now());
  if (tls !== undefined && tls.expiresMs - now() < daysToRenew * dayMs)
    notes.warn({ expires: new Date(tls.expiresMs).toISOString() }, "the certificate ends soon: renew it");

  const listen: Entrance["listen"] = async (app, grpc) => {
    const atHttp = { host, port: httpPort };
    const atGrpc = { host, port: grpcPort };
    const boundGrpc = await listening(atGrpc, "CELADON_GRPC_PORT", () => grpc.listen(grpcPort, { host, tls }));
    if (files === undefined) {
      const port = await listening(atHttp, "CELADON_HTTP_PORT", () => listenHttp(app, atHttp));
      const url = urlOf("http", host, port);
      const local = { url, port, token };
      return { httpPort: port, grpcPort: boundGrpc, url, local, [Symbol.asyncDispose]: async () => undefined };
    }
    // In plain beside it, on loopback: no certificate names this machine, and the secret stands in a file of its owner alone.
    const port = await listenHttp(app, { host: loopback, port: 0 });
    const https = await listening(atHttp, "CELADON_HTTP_PORT", () =>
      listenHttps(app, { ...atHttp, files, now, notes }),
    );
    return {
      httpPort: https.port,
      grpcPort: boundGrpc,
      url: urlOf("https", host, https.port),
      local: { url: urlOf("http", loopback, port), port, token },
      [Symbol.asyncDispose]: () => https[Symbol.asyncDispose](),
    };
  };
  return { guard, listen };
}

const urlOf = (protocol: string, host: string, port: number): string =>
  `${protocol}://${host.includes(":") ? `[${host}]` : host}:${port}`;
