import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The shell blocks of the README, in order. */
export const readmeBlocks = [
  ...readFileSync(join(root, "README.md"), "utf8").matchAll(/^```sh\n([\s\S]*?)^```$/gm),
].map(
  ([, block]) => block as string, // the group is not optional
);

/** A folder that looks like the clone, in one of its own, so that what commands write beside it or into it lands in neither. */
export function cloneOfLinks(): string {
  const clone = join(mkdtempSync(join(tmpdir(), "celadon-clone-")), "celadon");
  mkdirSync(clone);
  for (const entry of readdirSync(root)) {
    if (![".git", ".celadon", "my"].includes(entry)) symlinkSync(join(root, entry), join(clone, entry));
  }
  return clone;
}
