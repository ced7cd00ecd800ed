import {
  ChannelCredentials,
  type Client,
  type ClientMiddleware,
  type CompatServiceDefinition,
  createChannel,
  createClientFactory,
  Metadata,
  Status,
} from "nice-grpc";
import { type DeadlineOptions, deadlineMiddleware } from "nice-grpc-client-middleware-deadline";
import { type RetryOptions, retryMiddleware } from "nice-grpc-client-middleware-retry";
import { errorDetailsClientMiddleware } from "nice-grpc-error-details";
import { grpcTraced } from "./grpc-traced.ts";
import { noTracing, type Tracing } from "./tracing.ts";

/** Clients of the services behind one address. */
export interface GrpcClients extends Disposable {
  /** Every single call ends after `deadlineMs` at the latest, its retries included; a stream has no deadline. */
  create<Definition extends CompatServiceDefinition>(
    definition: Definition,
    deadlineMs: number,
  ): Client<Definition, DeadlineOptions & RetryOptions>;
}

/** What a server asks of its clients. */
export interface Credentials {
  /** Whether it speaks TLS: then its address must be a name, as grpc-js takes no IP address there. In plain a token goes to this machine only, which the caller sees to. */
  readonly isSecure: boolean;
  readonly token?: string | undefined;
  /** PEM of who signed the server's certificate; absent: whom the system trusts. */
  readonly ca?: string | undefined;
  /** PEM of our own, where the server asks for one. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface ClientWishes {
  readonly credentials?: Credentials;
  readonly tracing?: Tracing;
}

/**
 * One channel to `host:port`, kept until it is disposed, for any number of clients: a channel per request leaks. What may be
 * repeated is tried again twice, and only where nobody was there to answer (UNAVAILABLE). Without
 * `credentials` in plain and without a token.
 */
export function openGrpcClients(address: string, { credentials, tracing = noTracing }: ClientWishes = {}): GrpcClients {
  const channel = createChannel(address, credentials?.isSecure === true ? secured(credentials) : undefined, {
    "grpc.max_receive_message_length": 4 * 1_048_576,
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 10_000,
    "grpc.enable_channelz": 0,
  });
  const factory = createClientFactory()
    .use(errorDetailsClientMiddleware)
    .use(retryMiddleware)
    .use(deadlineMiddleware)
    .use(withToken(credentials?.token))
    .use(grpcTraced(tracing));
  const retry = { retryMaxAttempts: 2, retryBaseDelayMs: 100, retryableStatuses: [Status.UNAVAILABLE] };
  return {
    create: (definition, deadlineMs) =>
      factory.use(singleCalls(deadlineMs)).create(definition, channel, { "*": retry }),
    [Symbol.dispose]: () => channel.close(),
  };
}

function secured({ ca, cert, key }: Credentials): ChannelCredentials {
  const [root, own, secret] = [ca, key, cert].map((pem) => (pem === undefined ? null : Buffer.from(pem)));
  return ChannelCredentials.createSsl(root, own, secret);
}

const withToken = (token: string | undefined): ClientMiddleware =>
  async function* sendToken(call, options) {
    if (token === undefined) return yield* call.next(call.request, options);
    const metadata = Metadata(options.metadata).set("authorization", `Bearer ${token}`);
    return yield* call.next(call.request, { ...options, metadata });
  };

const singleCalls = (deadline: number): ClientMiddleware<object, DeadlineOptions> =>
  async function* withDeadline(call, options) {
    const isStream = call.requestStream || call.responseStream;
    return yield* call.next(call.request, isStream ? options : { deadline, ...options });
  };
