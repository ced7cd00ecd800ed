import { readPlantModel } from "@celadon/activity-to-inventory";
import { type Footprint, PlantModel } from "@celadon/proto";
import type { Store } from "@celadon/runtime";

/** How the factory is called, by the last plant model of the footprint's period; empty where that names it by its id only. */
export async function factoryName(
  store: Store,
  { factory, inventory }: Footprint,
): Promise<{ readonly en: string; readonly zh: string }> {
  const last = inventory?.models.at(-1)?.hash;
  const rows = await store.rows<{ content: string }>({ text: "SELECT content FROM plantModels FINAL ORDER BY fromMs" });
  for (const { content } of rows) {
    const version = PlantModel.decode(Buffer.from(content, "base64"));
    const model = version.factory === factory ? readPlantModel(version.yaml) : undefined;
    if (model?.kind !== "accept" || model.value.hash !== last) continue;
    const { en, zh } = model.value.name;
    return { en: en === factory ? "" : en, zh: zh ?? "" };
  }
  return { en: "", zh: "" };
}
