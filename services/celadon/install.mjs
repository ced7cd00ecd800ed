// Runs before every npm script, under whatever Node (20 or later) the machine has: installs what the lock file names
// when it is not installed yet, and shows it. Everything after it runs under the Node that the lock file pins.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const stamp = join(root, "node_modules", ".celadon-installed");
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  console.log("Celadon: installing what package-lock.json names (once, about 800 MB on disk) ...");
  const npm = process.env["npm_execpath"];
  const [command, args] = npm === undefined ? ["npm", ["ci"]] : [process.execPath, [npm, "ci"]];
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: npm === undefined });
  if (status !== 0) {
    console.error(
      "Celadon: the installation failed; what npm says stands above. Mend it (often the network), then run this again.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
