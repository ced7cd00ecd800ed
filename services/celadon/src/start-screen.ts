import { join, relative } from "node:path";
import type { Config } from "./config.ts";
import type { Demo } from "./demo/begin-demo.ts";
import { isLoopback } from "./is-loopback.ts";
import type { Running } from "./serve.ts";
import type { Shell } from "./shell.ts";

const clone = join(import.meta.dirname, "..", "..", "..");
const quoted = (path: string): string => (/^[\w./:@%+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** What a person sees after the start: where everything is, and commands that work as they stand in a second terminal. */
export function startScreen(
  running: Running,
  { dataFolder, access }: Config,
  { folder }: Pick<Shell, "folder">,
  demo?: Demo,
): string {
  const other = dataFolder === join(folder, ".celadon") ? "" : `  export CELADON_DATA=${quoted(dataFolder)}\n`;
  return `
Celadon is ready. ${whereText(access)}

  Status page   ${running.url}
  HTTP          ${running.url}/v1
  gRPC          ${access.host}:${running.grpcPort}
  Data folder   ${dataFolder}

Try next, in a second terminal:

  cd ${quoted(folder)}
${other}${demo === undefined ? withRealData(folder) : withDemo(demo)}
Ctrl-C stops it; the next start goes on from the data folder.
`;
}

function whereText({ host, tls, tokens }: Config["access"]): string {
  const where = isLoopback(host)
    ? "It listens on this machine only"
    : `It listens at ${host}, for whoever can reach this machine`;
  return `${where}${tls === undefined ? "" : ", over TLS"}${tokens === undefined ? "" : ", and asks for a token: celadon token new"}.`;
}

function withRealData(folder: string): string {
  const sample = (...path: readonly string[]) => quoted(relative(folder, join(clone, "test", "data", ...path)));
  return `  npx celadon ingest ${sample("Steel_industry_data.csv")} --plant ${sample("plants", "steel-2018.yaml")}
  npx celadon footprint list
  npx celadon explain --factory gwangyang-steel
`;
}

const withDemo = ({ footprint, certificate }: Demo): string => `  npx celadon rank --product-group "finished leather"
  npx celadon footprint show ${footprint}
  npx celadon certificate show ${certificate}
  npx celadon certificate issue --footprint ${footprint} --out leather.vc --pdf leather.pdf
  npx celadon certificate verify leather.vc
  npx celadon explain leather.vc

Two plants and thirty peers are simulated here, and every figure of theirs says so; their last days come in now, an hour
a second. Begin without them: npx celadon start --no-demo
这里的两座工厂和三十家同行均为模拟，所有数字均有标注。
`;
