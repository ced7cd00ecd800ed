import type { Store } from "@celadon/runtime";

/** Every factory of which there is an indicator, with a figure or without. */
export async function knownFactories(store: Store): Promise<readonly string[]> {
  const rows = await store.rows<{ readonly factory: string }>({
    text: "SELECT DISTINCT factory FROM indicators FINAL ORDER BY factory",
    params: {},
  });
  return rows.map(({ factory }) => factory);
}
