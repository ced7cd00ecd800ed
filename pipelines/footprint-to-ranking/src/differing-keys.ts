import type { PeerGroup } from "@celadon/proto";

/** A property in which groups differ, with every value it has; undefined where a group lacks it. */
export interface DifferingKey {
  readonly name: string;
  readonly values: readonly (string | undefined)[];
}

/** All properties of a group by name, those of the group itself first. */
export const propertiesOf = (group: PeerGroup): ReadonlyMap<string, string> =>
  new Map([
    ["product group", group.productGroup],
    ["declared unit", group.declaredUnit],
    ["boundary", group.boundary],
    ...group.keys.map(({ name, value }) => [name, value] as const),
    ["population", populationOf(group)],
  ]);

export const populationOf = ({ simulated }: PeerGroup): "simulated" | "real" => (simulated ? "simulated" : "real");

/** In what the groups differ. None: they are one. */
export function differingKeys(groups: readonly PeerGroup[]): readonly DifferingKey[] {
  const all = groups.map(propertiesOf);
  const names = new Set(all.flatMap((properties) => [...properties.keys()]));
  return [...names].flatMap((name) => {
    const values = [...new Set(all.map((properties) => properties.get(name)))].sort((a, b) =>
      (a === undefined ? "" : a) < (b === undefined ? "" : b) ? -1 : 1,
    );
    return values.length > 1 ? [{ name, values }] : [];
  });
}

/** `farm rule ("en16887" or "pefcr"), population ("real" or "simulated")` */
export const differingText = (keys: readonly DifferingKey[]): string =>
  keys
    .map(
      ({ name, values }) =>
        `${name} (${values.map((value) => (value === undefined ? "none" : `"${value}"`)).join(" or ")})`,
    )
    .join(", ");
