import { type PlantModel as Model, readPlantModel } from "@celadon/activity-to-inventory";
import { PlantModel } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import { nameCell } from "./shelf-place.ts";

/** A version of a factory's plant model as the ledger keeps it, read. */
export interface ModelVersion {
  readonly model: Model;
  readonly fromMs: number;
}

const read = new Map<string, Model>();

/** The versions of some factories' plant models, or of all, the earliest first. */
export async function storedModels(store: Store, factories?: readonly string[]): Promise<readonly ModelVersion[]> {
  const rows = await store.rows<{ content: string }>({
    text: `SELECT content FROM plantModels FINAL WHERE {all:UInt8} OR factory IN {names:Array(String)} ORDER BY fromMs`,
    params: { all: Number(factories === undefined), names: factories === undefined ? [] : factories.map(nameCell) },
  });
  return rows
    .map(({ content }) => PlantModel.decode(Buffer.from(content, "base64")))
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
