import { didYouMean } from "@celadon/quantity";
import { type Caller, reaches, type Store } from "@celadon/runtime";

/**
 * A sentence for each of these factories that has no plant model: its readings are kept and wait for one, or its name is a slip. A
 * caller hears of their own factories only.
 */
export async function unknownPlants(
  store: Store,
  factories: readonly string[],
  caller: Pick<Caller, "factories">,
): Promise<readonly string[]> {
  if (factories.length === 0) return [];
  const rows = await store.rows<{ readonly factory: string }>({
    text: "SELECT DISTINCT factory FROM plantModels",
    params: {},
  });
  // Names stand in that table in base64.
  const known = rows.map(({ factory }) => Buffer.from(factory, "base64").toString("utf8"));
  const told = known.filter((name) => reaches(caller, name));
  return factories
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        `No plant model of "${name}" is applied, so its readings are kept and not counted.${didYouMean(name, told)} Send them under the right name, or apply its model: celadon plant apply FILE.`,
    );
}
