import { accept, type Outcome, reject } from "@celadon/quantity";
import { strFromU8, unzipSync } from "fflate";
import { byCodeUnits } from "../by-code-units.ts";
import { type Fields, isFields, textOf } from "./fields.ts";

/** What an archive holds, by type and then by id, in the order of the ids; and the files that are no document of it. */
export interface Archive {
  readonly documents: ReadonlyMap<string, ReadonlyMap<string, Fields>>;
  readonly faults: readonly { readonly path: string; readonly reason: string }[];
}

/** Unpacked text beyond this is refused before it is unpacked: 1 GiB, ten times the largest national database seen. */
const largestBytes = 2 ** 30;

/** Where a document does not say its type, the folder it lies in does. */
const typeByFolder: Readonly<Record<string, string>> = {
  processes: "Process",
  flows: "Flow",
  flow_properties: "FlowProperty",
  unit_groups: "UnitGroup",
  locations: "Location",
  parameters: "Parameter",
  lcia_methods: "ImpactMethod",
  lcia_categories: "ImpactCategory",
  product_systems: "ProductSystem",
};

const notDocuments = /(?:^|\/)(?:context|openlca|manifest)\.json$|^bin\//;

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(bytes).replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/**
 * Reads a zip archive of openLCA JSON-LD, of either generation of its schema. A file that is no JSON, has no id or repeats one is a fault with
 * its path; the others are read. Refused: bytes that are no zip archive, and one too large to unpack in memory.
 */
export function archiveOf(bytes: Uint8Array): Outcome<Archive, "no-archive" | "too-large"> {
  let entries: Readonly<Record<string, Uint8Array>>;
  let size = 0;
  try {
    entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!name.endsWith(".json") || notDocuments.test(name)) return false;
        size += originalSize;
        return size <= largestBytes;
      },
    });
  } catch {
    return reject(
      "no-archive",
      "The file is no zip archive that can be read. Export it from openLCA as JSON-LD again.",
    );
  }
  if (size > largestBytes) {
    return reject(
      "too-large",
      `The archive unpacks to more than ${largestBytes} bytes. Export fewer processes at once.`,
    );
  }
  const documents = new Map<string, Map<string, Fields>>();
  const faults: { path: string; reason: string }[] = [];
  const read = Object.keys(entries)
    .sort(byCodeUnits)
    .map((path) => ({ path, value: parsed(entries[path] as Uint8Array) }));
  for (const { path, value } of read) {
    const id = isFields(value) ? textOf(value, "@id") : undefined;
    const type = isFields(value) ? (textOf(value, "@type") ?? typeByFolder[path.split("/").at(-2) ?? ""]) : undefined;
    if (!isFields(value)) faults.push({ path, reason: "It is no JSON object." });
    else if (id === undefined || type === undefined) faults.push({ path, reason: 'It has no "@id" or no "@type".' });
    else if (documents.get(type)?.has(id))
      faults.push({ path, reason: `${type} "${id}" is there twice; the first counts.` });
    else documents.set(type, (documents.get(type) ?? new Map<string, Fields>()).set(id, value));
  }
  const sorted = [...documents]
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([type, byId]) => [type, new Map([...byId].sort(([a], [b]) => byCodeUnits(a, b)))] as const);
  return accept({ documents: new Map(sorted), faults });
}
