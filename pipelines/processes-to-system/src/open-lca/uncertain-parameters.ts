import type { Finding } from "../report.ts";
import type { Archive } from "./archive.ts";
import { listOf, textOf } from "./fields.ts";
import { statesUncertainty } from "./uncertainty-of.ts";

/** A folder states the spread of entries, not of parameters: what a parameter would vary is said to be static. */
export const uncertainParameters = (archive: Archive): readonly Finding[] => {
  const global = [...(archive.documents.get("Parameter") ?? [])].map(([id, one]) => ({ id, one }));
  const local = [...(archive.documents.get("Process") ?? [])].flatMap(([id, process]) =>
    listOf(process, "parameters").map((one) => ({ id: `${id}:${textOf(one, "name") ?? "(no name)"}`, one })),
  );
  return [...global, ...local]
    .filter(({ one }) => statesUncertainty(one))
    .map(({ id }) => ({
      rule: "uncertain-parameter",
      id,
      message: "The uncertainty of a parameter is not carried: it is static.",
    }));
};
