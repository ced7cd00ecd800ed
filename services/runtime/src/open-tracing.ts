import { noTracing, type Tracing } from "./tracing.ts";
import type { TracingWishes } from "./tracing-otlp.ts";

/** Traces to the collector at `endpoint`; without one nothing is loaded and nothing is traced. */
export async function openTracing({
  endpoint,
  ...wishes
}: Omit<TracingWishes, "endpoint"> & { readonly endpoint: string | undefined }): Promise<Tracing> {
  if (endpoint === undefined) return noTracing;
  const { openOtlpTracing } = await import("./tracing-otlp.ts");
  return openOtlpTracing({ ...wishes, endpoint });
}
