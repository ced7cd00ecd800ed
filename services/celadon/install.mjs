// Runs before every npm script, under whatever Node (20 or later) the machine has: installs what package-lock.json names
// when it is not installed, and shows it. Everything after it runs under the Node that the lock pins.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const packagesIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {});
const locked = packagesIn(join(root, "package-lock.json"));

if (!isInstalled()) {
  console.log("Celadon: installing what package-lock.json names (once; about 1.2 GB on disk) ...");
  if (!install()) {
    console.error(
      "Celadon: the installation failed; what npm says stands above. Mend it (often the network), then run this again.",
    );
    process.exit(1);
  }
}
if (!hasPinnedNode()) {
  console.error(
    `Celadon runs on Node 26. No package brings it for ${process.platform} on ${process.arch}, and this is Node ` +
      `${process.versions.node}. Install Node 26, or use Linux or macOS on x64 or arm64.`,
  );
  process.exit(1);
}

/** Npm writes its own record last, so that half an installation is none. Optional packages may be for other systems. */
function isInstalled() {
  const installed = packagesIn(join(root, "node_modules", ".package-lock.json"));
  return Object.entries(locked)
    .filter(([at, { optional }]) => at.includes("node_modules/") && !optional)
    .every(([at, { version, integrity }]) => {
      const found = installed[at];
      return found !== undefined && found.version === version && found.integrity === integrity;
    });
}

/** The npm that runs this script, on the Node it runs on: the pinned one is about to be replaced. Else the one on the PATH. */
function install() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const words = ["ci", "--include=dev", "--loglevel=error"];
  const own = npm !== undefined && node !== undefined && npm.endsWith("npm-cli.js");
  const { status } = own
    ? spawnSync(node, [npm, ...words], { cwd: root, stdio: "inherit" })
    : spawnSync(["npm", ...words].join(" "), { cwd: root, stdio: "inherit", shell: true });
  return status === 0;
}

/** Npm 10, which comes with Node 20, installs the pinned Node and does not link it. */
function hasPinnedNode() {
  const link = join(root, "node_modules", ".bin", "node");
  const home = Object.keys(locked).find(
    (at) => /^node_modules\/node-(bin-)?(linux|darwin)-/.test(at) && existsSync(join(root, at, "bin", "node")),
  );
  if (home !== undefined && !existsSync(link)) symlinkSync(join("..", "..", home, "bin", "node"), link);
  return existsSync(link) || existsSync(`${link}.cmd`) || Number.parseInt(process.versions.node, 10) >= 26;
}
