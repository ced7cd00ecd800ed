import type { SpanAbout, Tracing } from "./tracing.ts";

/** Does some work as one span. */
export async function spanned<T>(tracing: Tracing, name: string, about: SpanAbout, work: () => Promise<T>): Promise<T> {
  const span = tracing.begin(name, about);
  try {
    const result = await span.within(work);
    span.end();
    return result;
  } catch (error) {
    span.end({ error });
    throw error;
  }
}
