import type { Span } from "./tracing.ts";

/** The steps of a generator, each within the span: a step runs where it is asked for, not where the generator was made. */
export async function* stepsWithin<Step, Result>(
  span: Span,
  source: AsyncGenerator<Step, Result, undefined> | AsyncGenerator<Step, void, undefined>,
) {
  let mayGoOn = false;
  try {
    for (;;) {
      const step = await span.within(() => source.next());
      if (step.done === true) return step.value;
      mayGoOn = true;
      yield step.value;
      mayGoOn = false;
    }
  } finally {
    // The reader stopped at a step: the source may tidy up.
    const stopped: AsyncIterator<Step, unknown, undefined> = source;
    if (mayGoOn) await span.within(async () => stopped.return?.());
  }
}
