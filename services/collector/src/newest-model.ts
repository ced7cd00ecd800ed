import { type PlantModel as ReadModel, readPlantModel } from "@celadon/activity-to-inventory";
import { PlantModel } from "@celadon/proto";
import type { Store } from "@celadon/runtime";

/** The newest version of a factory's plant model; undefined while it has none. */
export async function newestModel(store: Store, factory: string): Promise<ReadModel | undefined> {
  const rows = await store.rows<{ content: string }>({
    text: "SELECT content FROM plantModels FINAL WHERE factory = {factory:String} ORDER BY fromMs DESC LIMIT 1",
    params: { factory: Buffer.from(factory).toString("base64") },
  });
  const [stored] = rows.map(({ content }) => PlantModel.decode(Buffer.from(content, "base64")));
  if (stored === undefined) return undefined;
  const model = readPlantModel(stored.yaml);
  if (model.kind !== "accept") throw new Error(`A stored plant model cannot be read: ${model.evidence}`);
  return model.value;
}
