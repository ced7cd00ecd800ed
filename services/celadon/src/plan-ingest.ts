import { checkPlantModel, knownFactorsOf, type PlantModel } from "@celadon/activity-to-inventory";
import { applyPlant } from "./apply-plant.ts";
import { counted } from "./counted.ts";
import { failed, failedAndTold, wrongUsage } from "./ending.ts";
import { importFor } from "./import-for.ts";
import type { IngestSource } from "./ingest-source.ts";
import { noteFaults } from "./print-faults.ts";
import { proposeImport } from "./propose-import.ts";
import { type IngestFormat, readBeginning } from "./read-beginning.ts";
import { readText } from "./read-text.ts";
import { refuseUnknownPlant } from "./refuse-unknown-plant.ts";
import { ask, refusalOf, type Service, textOf } from "./service.ts";
import type { Shell } from "./shell.ts";
import { timeFix } from "./time-fix.ts";

export interface IngestWishes {
  readonly plant?: string;
  readonly factory?: string;
  readonly format?: IngestFormat;
  readonly import?: string;
}

/** How a file is to be sent. */
export interface IngestPlan {
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly type: string;
}

const types = { csv: "text/csv", ndjson: "application/x-ndjson", json: "application/json" } as const;

/**
 * Decides format, factory and import rule of a file, and says what it decided. A plant file, if one is given, is put into force
 * last: when the header was understood and a first reading could be read. Else nothing is applied.
 */
export async function planIngest(
  shell: Shell,
  service: Service,
  source: IngestSource,
  wishes: IngestWishes,
): Promise<IngestPlan> {
  const format = wishes.format ?? formatOf(source.name);
  const plant = wishes.plant === undefined ? undefined : await plantOf(shell, wishes.plant);
  const factory = wishes.factory ?? plant?.model.factory;
  if (plant !== undefined && plant.model.factory !== factory)
    throw wrongUsage(
      `${wishes.plant} is of factory "${plant.model.factory}", not of "${factory}": leave --factory out.`,
    );
  if (format !== "csv" && wishes.import !== undefined)
    throw wrongUsage(`--import is for CSV files, and this one is ${format}: leave it out.`);
  const rule =
    format === "csv" ? await ruleFor(shell, service, { source, wishes, factory, yaml: plant?.yaml }) : undefined;
  if (plant !== undefined) {
    refuseUnreadable(source, { format, model: plant.model, rule });
    await apply(shell, service, plant);
  }
  return { query: { factory, format, import: rule }, type: types[format] };
}

interface PlantFile {
  readonly file: string;
  readonly yaml: string;
  readonly model: PlantModel;
}

/** The plant file as it stands; its faults end the command before anything is sent. */
async function plantOf(shell: Shell, file: string): Promise<PlantFile> {
  const yaml = await readText(shell, file);
  const { model } = checkPlantModel(yaml);
  if (model !== undefined) return { file, yaml, model };
  // Names of factors are looked up by the service when it applies the file; beside other faults theirs are to be told too.
  const { loadRelease } = await import("@celadon/footprinter"); // here, because loading it takes a second
  const { faults } = checkPlantModel(yaml, knownFactorsOf(loadRelease()));
  noteFaults(shell, file, faults);
  const count = counted(faults.filter(({ severity }) => severity === "fault").length, "fault");
  shell.note(`celadon: ${file} has ${count}: mend the lines named. Nothing was applied or read.\n`);
  throw failedAndTold();
}

/** The name of the import rule a CSV file is read by; undefined for our own form. */
async function ruleFor(
  shell: Shell,
  service: Service,
  {
    source,
    wishes,
    factory,
    yaml,
  }: {
    readonly source: IngestSource;
    readonly wishes: IngestWishes;
    readonly factory: string | undefined;
    readonly yaml: string | undefined;
  },
): Promise<string | undefined> {
  const known = yaml ?? (factory === undefined ? undefined : await storedYaml(service, factory));
  const choice = importFor(source.head, known, wishes.import);
  if (choice.kind === "unknown") {
    if (known === undefined) await refuseUnknownPlant(service, factory);
    const undone =
      wishes.plant === undefined ? "Nothing was read." : `Nothing was read, and ${wishes.plant} not applied.`;
    throw await proposeImport(shell, source, { plantFile: plantFileOf(wishes, factory), lacks: choice.lacks, undone });
  }
  if (choice.kind === "own") {
    if (factory !== undefined || choice.namesFactory) return undefined;
    throw wrongUsage(`${source.name} does not say whose readings it holds: add --plant FILE or --factory NAME.`);
  }
  if (factory === undefined) throw wrongUsage("An import rule belongs to a plant: add --plant FILE or --factory NAME.");
  if (wishes.import === undefined)
    shell.note(`${source.name}: read by the import rule "${choice.name}" of plant "${factory}"\n`);
  return choice.name;
}

/** A file of which nothing can be read puts no plant into force. */
function refuseUnreadable(
  source: IngestSource,
  {
    format,
    model,
    rule,
  }: { readonly format: IngestFormat; readonly model: PlantModel; readonly rule: string | undefined },
): void {
  const { readings, refused } = readBeginning(source.head, { format, model, rule });
  const [first] = refused;
  if (readings > 0 || first === undefined) return;
  throw failed(
    `Nothing in the beginning of ${source.name} can be read, so nothing was applied or sent. ${timeFix({ first, head: source.head, model, rule })}`,
  );
}

/** What a person may call the plant file: its name, or the plant it was applied for. */
const plantFileOf = ({ plant }: IngestWishes, factory: string | undefined): string | undefined =>
  plant ?? (factory === undefined ? undefined : `the plant file of "${factory}"`);

function formatOf(name: string): IngestFormat {
  const ending = /\.(csv|tsv|txt|ndjson|jsonl|json)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === "json") return "json";
  if (ending === "ndjson" || ending === "jsonl") return "ndjson";
  if (ending !== undefined) return "csv";
  throw wrongUsage(`The name of ${name} does not say what it is: add --format csv, ndjson or json.`);
}

async function apply(shell: Shell, service: Service, { file, yaml }: PlantFile): Promise<void> {
  const {
    factory,
    changed,
    localEffectiveFrom,
    warnings = [],
  } = await applyPlant(shell, service, {
    file,
    yaml,
    who: shell.user,
  });
  if (!changed) return;
  // What concerns the import rules is said of the file itself, with its readings.
  noteFaults(
    shell,
    file,
    warnings.filter(({ path }) => !path.startsWith("imports.")),
  );
  shell.note(`${file}: plant "${factory}" applied, in force from ${localEffectiveFrom} on\n`);
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
