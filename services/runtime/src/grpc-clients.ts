import {
  type Client,
  type ClientMiddleware,
  type CompatServiceDefinition,
  createChannel,
  createClientFactory,
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

/**
 * One channel to `host:port`, kept until it is disposed, for any number of clients: a channel per request leaks. What may be
 * repeated is tried again twice, and only where nobody was there to answer (UNAVAILABLE).
 */
export function openGrpcClients(address: string, tracing: Tracing = noTracing): GrpcClients {
  const channel = createChannel(address, undefined, {
    "grpc.max_receive_message_length": 4 * 1_048_576,
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 10_000,
    "grpc.enable_channelz": 0,
  });
  const factory = createClientFactory()
    .use(errorDetailsClientMiddleware)
    .use(retryMiddleware)
    .use(deadlineMiddleware)
    .use(grpcTraced(tracing));
  const retry = { retryMaxAttempts: 2, retryBaseDelayMs: 100, retryableStatuses: [Status.UNAVAILABLE] };
  return {
    create: (definition, deadlineMs) =>
      factory.use(singleCalls(deadlineMs)).create(definition, channel, { "*": retry }),
    [Symbol.dispose]: () => channel.close(),
  };
}

const singleCalls = (deadline: number): ClientMiddleware<object, DeadlineOptions> =>
  async function* withDeadline(call, options) {
    const isStream = call.requestStream || call.responseStream;
    return yield* call.next(call.request, isStream ? options : { deadline, ...options });
  };
