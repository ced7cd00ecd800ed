import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type FactorRelease, releaseOf } from "@celadon/factors";

/** The factor tables that come with Celadon. Throws every fault of every table: a wrong factor must not start. */
export function loadRelease(): FactorRelease {
  const folder = new URL("../tables/", import.meta.resolve("@celadon/factors"));
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  const tables = names.map((name) => ({ name, text: readFileSync(fileURLToPath(new URL(name, folder)), "utf8") }));
  const release = releaseOf(tables);
  if (release.kind !== "accept") throw new Error(release.evidence);
  return release.value;
}
