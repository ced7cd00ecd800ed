import { readdirSync, readFileSync } from "node:fs";
import { faultText } from "@celadon/activity-to-inventory/closed-yaml";
import type { Scheme } from "@celadon/footprint-to-ranking";
import { checkScheme } from "./check-scheme.ts";

const folder = new URL("../schemes/", import.meta.resolve("@celadon/factors"));

/** The schemes that come with Celadon, by id. Throws every fault: a wrong scheme must not start. */
export const loadSchemes = (): readonly Scheme[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => {
      const { scheme, faults } = checkScheme(readFileSync(new URL(name, folder), "utf8"));
      if (scheme === undefined) throw new Error(`${name}: ${faults.map(faultText).join(" ")}`);
      return scheme;
    });
