import type { ServerMiddleware } from "nice-grpc";
import { refuse } from "./refuse.ts";

/**
 * Ends streams that would never end by themselves when the server stops: no further question is read, the call's signal
 * aborts, and the caller is told UNAVAILABLE. Single questions in hand are answered.
 */
export const grpcStopping = (stopping: AbortSignal): ServerMiddleware =>
  async function* endStreams(call, context) {
    if (!call.requestStream && !call.responseStream) return yield* call.next(call.request, context);
    const signal = AbortSignal.any([context.signal, stopping]);
    const request = call.requestStream ? until(call.request, stopping) : call.request;
    try {
      return yield* call.next(request, { ...context, signal });
    } catch (error) {
      if (stopping.aborted && isAbort(error)) throw goingDown();
      throw error;
    }
  };

const goingDown = () =>
  refuse({
    status: 503,
    code: "stopping",
    message: "Celadon is stopping: come back in a moment, and go on from there.",
  });

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

/** The questions until the signal: then it throws, though the source still waits for its next one. */
async function* until<Question>(questions: AsyncIterable<Question>, signal: AbortSignal): AsyncGenerator<Question> {
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(goingDown());
  });
  stopped.catch(() => undefined); // whoever reads on has the error
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  const source = questions[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await Promise.race([source.next(), stopped]);
      if (done === true) return;
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
