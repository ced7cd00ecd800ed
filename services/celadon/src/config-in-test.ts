import { type Config, readConfig } from "./config.ts";

/** For tests: the usual settings on free ports, but for what is given. */
export function configInTest(given: Partial<Config> = {}): Config {
  const read = readConfig({ CELADON_HTTP_PORT: "0", CELADON_GRPC_PORT: "0", CELADON_DATA: "/nowhere" });
  if ("faults" in read) throw new Error(read.faults.join(" "));
  return { ...read.config, ...given };
}
