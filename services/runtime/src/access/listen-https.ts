import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Log } from "../log.ts";
import { readTls, type TlsFiles } from "./tls.ts";

export interface HttpsWishes {
  readonly host: string;
  readonly port: number;
  readonly files: TlsFiles;
  readonly now: () => number;
  readonly notes: Log;
  /** How often a renewed certificate is looked for; a minute where nothing is said. */
  readonly lookMs?: number | undefined;
}

/** The TLS side of an HTTP server. */
export interface HttpsServer extends AsyncDisposable {
  readonly port: number;
}

/**
 * Answers over TLS what `app` answers. A certificate that was renewed on disk is used for new connections; one
 * that is at fault is logged and not used. A port that is taken throws with code EADDRINUSE.
 */
export async function listenHttps(
  app: FastifyInstance,
  { host, port, files, now, notes, lookMs = 60_000 }: HttpsWishes,
): Promise<HttpsServer> {
  await app.ready();
  let tls = readTls(files, now());
  const contextOf = () => ({
    cert: tls.cert,
    key: tls.key,
    ...(tls.clientCa === undefined ? {} : { ca: tls.clientCa }),
  });
  const isMutual = tls.clientCa !== undefined;
  const server = createServer(
    // As for the plain server: a body may take as long as its sender needs, a head may not.
    { ...contextOf(), requestCert: isMutual, rejectUnauthorized: isMutual, minVersion: "TLSv1.2", requestTimeout: 0 },
    app.routing,
  );
  const renewing = setInterval(() => {
    try {
      const found = readTls(files, now());
      if (found.cert === tls.cert && found.key === tls.key && found.clientCa === tls.clientCa) return;
      tls = found;
      server.setSecureContext(contextOf());
      notes.info("HTTP goes on with the renewed certificate; gRPC does from the next start on");
    } catch (error) {
      notes.error({ err: error }, "the certificate on disk is not used");
    }
  }, lookMs);
  renewing.unref();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => resolve(void server.off("error", reject)));
  });
  return {
    port: (server.address() as AddressInfo).port, // a TCP server that listens has one
    [Symbol.asyncDispose]: async () => {
      clearInterval(renewing);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
