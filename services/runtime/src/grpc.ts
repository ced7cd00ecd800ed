import { createServer as createSocket } from "node:net";
import { ServerCredentials } from "@grpc/grpc-js";
import { createServer } from "nice-grpc";
import { errorDetailsServerMiddleware } from "nice-grpc-error-details";
import { HealthDefinition, HealthServiceImpl, HealthState } from "nice-grpc-server-health";
import { ServerReflection, ServerReflectionService } from "nice-grpc-server-reflection";
import { grpcAccess } from "./access/grpc-access.ts";
import type { Guard } from "./access/guard.ts";
import type { Tls } from "./access/tls.ts";
import { grpcInstruments } from "./grpc-instruments.ts";
import { grpcRefusals } from "./grpc-refusals.ts";
import { grpcStopping } from "./grpc-stopping.ts";
import type { Log } from "./log.ts";
import { type Meter, noMeter } from "./metrics.ts";
import type { Rpc } from "./rpc.ts";
import { noTracing, type Tracing } from "./tracing.ts";

/** A gRPC server that has its services and waits for `listen`. Disposing ends it gracefully. */
export interface GrpcServer extends AsyncDisposable {
  /** Listens, on loopback where nothing else is said, from then on serving; returns the port. A port that is taken throws with code EADDRINUSE. */
  listen(port: number, where?: Where): Promise<number>;
}

/** An address to listen at, and the certificate it speaks with; absent: in plain. */
export interface Where {
  readonly host: string;
  readonly tls?: Tls | undefined;
}

const loopback: Where = { host: "127.0.0.1" };

const mebibyte = 1_048_576;
const limits = {
  "grpc.max_receive_message_length": 4 * mebibyte,
  "grpc.max_send_message_length": 4 * mebibyte,
  "grpc.max_concurrent_streams": 100,
  "grpc.keepalive_time_ms": 60_000,
  "grpc.keepalive_timeout_ms": 20_000,
  "grpc.max_connection_age_ms": 30 * 60_000,
  "grpc.max_connection_age_grace_ms": 30_000,
  "grpc.enable_channelz": 0, // it costs memory for every call, and nobody reads it
};
/** How long calls in hand may take when the server stops. */
const graceMs = 5_000;

/**
 * A gRPC server with the contracts of all services, health and reflection. `descriptors` is the encoded FileDescriptorSet
 * of the contracts. Errors are the standard codes with details (`grpcRefusals`).
 *
 * It serves from `listen` on, by name of each service too. At the end, in this order: not serving, streams are ended, calls
 * in hand are answered, and what is left after five seconds is cut off.
 */
export function openGrpc(
  rpcs: readonly Rpc[],
  {
    descriptors,
    notes,
    guard,
    meter = noMeter,
    tracing = noTracing,
  }: {
    readonly descriptors: Uint8Array;
    readonly notes: Log;
    readonly guard: Guard;
    readonly meter?: Meter;
    readonly tracing?: Tracing;
  },
): GrpcServer {
  const stopping = new AbortController();
  const server = createServer(limits)
    .use(grpcInstruments({ meter, tracing }))
    .use(errorDetailsServerMiddleware)
    .use(grpcRefusals(notes))
    .use(grpcStopping(stopping.signal))
    .use(grpcAccess(guard, new Map(rpcs.flatMap(({ access }) => [...access]))));
  const names = rpcs.map(({ name }) => name);
  const health = HealthState();
  const say = (status: "healthy" | "unhealthy"): void => {
    for (const name of ["", ...names]) health.setStatus(status, name);
  };
  say("unhealthy");
  for (const { addTo } of rpcs) addTo(server);
  server.add(HealthDefinition, HealthServiceImpl(health));
  server.add(ServerReflectionService, ServerReflection(descriptors, names));
  return {
    listen: async (port, { host, tls } = loopback) => {
      await freePort(port, host);
      const address = host.includes(":") ? `[${host}]` : host;
      const bound = await server.listen(`${address}:${port}`, tls && credentialsOf(tls));
      say("healthy");
      return bound;
    },
    [Symbol.asyncDispose]: async () => {
      say("unhealthy");
      stopping.abort();
      const cutOff = setTimeout(() => server.forceShutdown(), graceMs);
      await server.shutdown();
      clearTimeout(cutOff);
    },
  };
}

const credentialsOf = ({ cert, key, clientCa }: Tls): ServerCredentials =>
  ServerCredentials.createSsl(
    clientCa === undefined ? null : Buffer.from(clientCa),
    [{ private_key: Buffer.from(key), cert_chain: Buffer.from(cert) }],
    clientCa !== undefined,
  );

/** Throws what the system says of the port; grpc-js says it in words only, and words change. */
async function freePort(port: number, host: string): Promise<void> {
  const socket = createSocket();
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject).listen(port, host, resolve);
  });
  await new Promise((resolve) => socket.close(resolve));
}
