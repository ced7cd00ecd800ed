import { resolve } from "node:path";
import type { TraceSettings } from "@celadon/runtime";

/** Everything Celadon is told from outside, read once. */
export interface Config {
  readonly dataFolder: string;
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly logLevel: string;
  /** Where traces go; absent: nothing is traced. */
  readonly traces?: TraceSettings;
}

const logLevels = ["debug", "info", "warn", "error", "silent"];

/** Reads the environment, or tells every fault of it at once, a sentence each. Names with CELADON_ it does not know are faults. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { readonly config: Config } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const port = (name: string, otherwise: number): number => {
    const text = env[name];
    if (text === undefined || text === "") return otherwise;
    const number = Number(text);
    if (/^\d+$/.test(text) && number <= 65_535) return number;
    faults.push(`${name} is "${text}": write a port from 1 to 65535, or 0 for any free one.`);
    return otherwise;
  };
  const logLevel = env["CELADON_LOG"] ?? "warn";
  if (!logLevels.includes(logLevel)) {
    faults.push(`CELADON_LOG is "${logLevel}": write one of ${logLevels.join(", ")}.`);
  }
  const settings = ["CELADON_HTTP_PORT", "CELADON_GRPC_PORT", "CELADON_DATA", "CELADON_LOG"];
  const known = [...settings, "CELADON_LAWS", "CELADON_FULL"]; // the last two are for tests, and may stand in a shell
  for (const name of Object.keys(env)) {
    if (name.startsWith("CELADON_") && !known.includes(name)) {
      faults.push(`${name} is set, and Celadon does not know it: it reads ${settings.join(", ")}.`);
    }
  }
  const config = {
    dataFolder: resolve(env["CELADON_DATA"] ?? ".celadon"),
    httpPort: port("CELADON_HTTP_PORT", 8470),
    grpcPort: port("CELADON_GRPC_PORT", 8471),
    logLevel,
    ...tracesOf(env, faults),
  };
  return faults.length === 0 ? { config } : { faults };
}

/** The names are OpenTelemetry's own; its exporter reads `OTEL_EXPORTER_OTLP_HEADERS` by itself. */
function tracesOf(
  env: Readonly<Record<string, string | undefined>>,
  faults: string[],
): { readonly traces?: TraceSettings } {
  const endpoint = env["OTEL_EXPORTER_OTLP_ENDPOINT"];
  if (endpoint === undefined || endpoint === "") return {};
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) {
    faults.push(`OTEL_EXPORTER_OTLP_ENDPOINT is "${endpoint}": write an address such as http://127.0.0.1:4318.`);
  }
  const share = env["OTEL_TRACES_SAMPLER_ARG"] ?? "1";
  const ratio = Number(share);
  if (share === "" || !(ratio >= 0 && ratio <= 1)) {
    faults.push(`OTEL_TRACES_SAMPLER_ARG is "${share}": write the share of traces to keep, from 0 to 1.`);
  }
  return { traces: { endpoint, ratio } };
}
