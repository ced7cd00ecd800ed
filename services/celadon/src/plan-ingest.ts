import { applyPlant } from "./apply-plant.ts";
import { wrongUsage } from "./ending.ts";
import { importFor } from "./import-for.ts";
import type { IngestSource } from "./ingest-source.ts";
import { proposeImport } from "./propose-import.ts";
import { readText } from "./read-text.ts";
import { ask, refusalOf, type Service, textOf } from "./service.ts";
import type { Shell } from "./shell.ts";

export interface IngestWishes {
  readonly plant?: string;
  readonly factory?: string;
  readonly format?: "csv" | "ndjson" | "json";
  readonly import?: string;
}

/** How a file is to be sent. */
export interface IngestPlan {
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly type: string;
}

const types = { csv: "text/csv", ndjson: "application/x-ndjson", json: "application/json" } as const;

/** Decides format, factory and import rule of a file, and says what it decided. Applies the plant file first, if one is given. */
export async function planIngest(
  shell: Shell,
  service: Service,
  source: IngestSource,
  wishes: IngestWishes,
): Promise<IngestPlan> {
  const format = wishes.format ?? formatOf(source.name);
  const plant = wishes.plant === undefined ? undefined : await applied(shell, service, wishes.plant);
  const factory = wishes.factory ?? plant?.factory;
  if (plant !== undefined && plant.factory !== factory)
    throw wrongUsage(`${wishes.plant} is of factory "${plant.factory}", not of "${factory}": leave --factory out.`);
  const plan = { query: { factory, format }, type: types[format] };
  if (format !== "csv") {
    if (wishes.import !== undefined)
      throw wrongUsage(`--import is for CSV files, and this one is ${format}: leave it out.`);
    return plan;
  }
  const yaml = plant?.yaml ?? (factory === undefined ? undefined : await storedYaml(service, factory));
  const choice = importFor(source.head, yaml, wishes.import);
  if (choice.kind === "unknown") throw await proposeImport(shell, source, plantFileOf(wishes, factory));
  if (choice.kind === "own") return plan;
  if (factory === undefined) throw wrongUsage("An import rule belongs to a plant: add --plant FILE or --factory NAME.");
  if (wishes.import === undefined)
    shell.note(`${source.name}: read by the import rule "${choice.name}" of plant "${factory}"\n`);
  return { ...plan, query: { ...plan.query, import: choice.name } };
}

/** What a person may call the plant file: its name, or the plant it was applied for. */
const plantFileOf = ({ plant }: IngestWishes, factory: string | undefined): string | undefined =>
  plant ?? (factory === undefined ? undefined : `the plant file of "${factory}"`);

function formatOf(name: string): "csv" | "ndjson" | "json" {
  const ending = /\.(csv|tsv|txt|ndjson|jsonl|json)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === "json") return "json";
  if (ending === "ndjson" || ending === "jsonl") return "ndjson";
  if (ending !== undefined) return "csv";
  throw wrongUsage(`The name of ${name} does not say what it is: add --format csv, ndjson or json.`);
}

async function applied(
  shell: Shell,
  service: Service,
  file: string,
): Promise<{ readonly factory: string; readonly yaml: string }> {
  const yaml = await readText(shell, file);
  const { factory, changed, localEffectiveFrom } = await applyPlant(shell, service, { file, yaml, who: shell.user });
  if (changed) shell.note(`${file}: plant "${factory}" applied, in force from ${localEffectiveFrom} on\n`);
  return { factory, yaml };
}

/** The model in force, or nothing while the factory has none: our own CSV needs no rule. */
async function storedYaml(service: Service, factory: string): Promise<string | undefined> {
  try {
    return await textOf(service, await ask(service, { path: `/v1/plants/${encodeURIComponent(factory)}` }));
  } catch (error) {
    if (refusalOf(error)?.status === 404) return undefined;
    throw error;
  }
}
