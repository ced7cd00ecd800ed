import { type PlantModel as Model, readPlantModel } from "@celadon/activity-to-inventory";
import { PlantModel } from "@celadon/proto";
import type { Store } from "@celadon/runtime";

/** A version of a factory's plant model as the ledger keeps it, read. */
export interface ModelVersion {
  readonly model: Model;
  readonly fromMs: number;
}

const read = new Map<string, Model>();

/** The versions of a factory's plant model, or of all factories' models, the earliest first. */
export async function storedModels(store: Store, factory?: string): Promise<readonly ModelVersion[]> {
  const rows = await store.rows<{ content: string }>({ text: "SELECT content FROM plantModels FINAL ORDER BY fromMs" });
  return rows
    .map(({ content }) => PlantModel.decode(Buffer.from(content, "base64")))
    .filter((version) => factory === undefined || version.factory === factory)
    .map((version) => ({ model: modelOf(version), fromMs: Number(version.effectiveFromMs) }));
}

function modelOf({ yaml, hash }: PlantModel): Model {
  const known = read.get(hash);
  if (known !== undefined) return known;
  const outcome = readPlantModel(yaml);
  if (outcome.kind !== "accept") throw new Error(`A stored plant model cannot be read: ${outcome.evidence}`);
  read.set(hash, outcome.value);
  return outcome.value;
}
