import { execFileSync, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { image as base, unableToStartContainer } from "../kafka/image.ts";
import { root } from "../repository.ts";

/** Why the image cannot be built here, as a sentence. */
export const unableToBuildImage = (): string | undefined =>
  unableToStartContainer() ??
  (spawnSync("git", ["rev-parse"], { cwd: root }).status === 0
    ? undefined
    : "This is no clone of git: what belongs to it cannot be told from what lies here.");

const docker = (args: readonly string[], input?: Buffer): string =>
  execFileSync("docker", args, { encoding: "utf8", maxBuffer: 1 << 28, ...(input && { input }), stdio: "pipe" });

/** Of what is only needed to build. */
const label = "celadon-test=build";

export interface BuiltImage extends Disposable {
  readonly name: string;
}

/** Builds deploy/image/Dockerfile of the files that are in this clone, on bases made here instead of those of a registry. */
export function buildImage(): BuiltImage {
  const id = randomUUID().slice(0, 8);
  const buildBase = `celadon-test/npm:${id}`;
  const name = `celadon-test/celadon:${id}`;
  const folder = mkdtempSync(join(tmpdir(), "celadon-image-"));
  try {
    makeBuildBase(folder, buildBase);
    const bases = ["--build-arg", `BUILD_BASE=${buildBase}`, "--build-arg", `BASE=${base}`];
    docker(["build", "--network=host", "-f", "deploy/image/Dockerfile", ...bases, "-t", name, "-"], filesAsTar());
  } finally {
    spawnSync("docker", ["image", "rm", buildBase]);
    spawnSync("docker", ["image", "prune", "--force", `--filter=label=${label}`]); // the stage that installed: 2 GB without a name
    rmSync(folder, { recursive: true, force: true });
  }
  return { name, [Symbol.dispose]: () => void spawnSync("docker", ["image", "rm", "--force", name]) };
}

/** What git knows and what it would take in, as it is now; `git archive` would leave out what is not committed. */
function filesAsTar(): Buffer {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", ":!test/data"], {
    cwd: root,
    maxBuffer: 1 << 26,
  });
  const there = String(listed)
    .split("\0")
    .filter((path) => path !== "" && existsSync(join(root, path)));
  const input = there.join("\0");
  return execFileSync("tar", ["--null", "-T", "-", "-c"], { cwd: root, input, maxBuffer: 1 << 28 });
}

/** The base with this machine's Node and npm, and what it trusts and asks when it installs. */
function makeBuildBase(folder: string, name: string): void {
  const npm =
    process.env["npm_execpath"] ??
    join(execFileSync("npm", ["root", "-g"], { encoding: "utf8" }).trim(), "npm/bin/npm-cli.js");
  const trusted = process.env["NODE_EXTRA_CA_CERTS"] ?? "/etc/ssl/certs/ca-certificates.crt";
  copyFileSync(process.execPath, join(folder, "node"));
  cpSync(dirname(dirname(npm)), join(folder, "npm"), { recursive: true, dereference: true });
  copyFileSync(trusted, join(folder, "trusted.crt"));
  const registry = execFileSync("npm", ["config", "get", "registry"], { cwd: folder, encoding: "utf8" }).trim();
  const lines = [
    `FROM ${base}`,
    `LABEL ${label}`,
    "RUN ldconfig -p | grep -q libatomic.so.1 || (apt-get update && apt-get install -y --no-install-recommends libatomic1)",
    "COPY node /usr/local/bin/node",
    "COPY npm /usr/local/lib/node_modules/npm",
    "RUN ln -s /usr/local/lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm",
    "COPY trusted.crt /etc/celadon-test.crt",
    `ENV NODE_EXTRA_CA_CERTS=/etc/celadon-test.crt npm_config_registry=${registry}`,
  ];
  writeFileSync(join(folder, "Dockerfile"), `${lines.join("\n")}\n`);
  docker(["build", "--network=host", "-t", name, folder]);
}
