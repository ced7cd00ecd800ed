import { resolve } from "node:path";

/** Everything Celadon is told from outside, read once. */
export interface Config {
  readonly dataFolder: string;
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly logLevel: string;
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
  };
  return faults.length === 0 ? { config } : { faults };
}
