import type { PeerGroup, PeerKey } from "@celadon/proto";
import { accept, didYouMean, type Outcome, reject } from "@celadon/quantity";
import { type DifferingKey, differingKeys, differingText, populationOf, propertiesOf } from "./differing-keys.ts";

/** A group, and how many products belong to it. */
export interface GroupSize {
  readonly group: PeerGroup;
  readonly members: number;
}

/** What narrows the choice; empty text and lists do not. */
export interface WantedGroup {
  readonly productGroup: string;
  readonly declaredUnit: string;
  readonly boundary: string;
  readonly keys: readonly PeerKey[];
  readonly population: "" | "simulated" | "real";
  /** The groups are those of factories that were named one by one. */
  readonly byFactory: boolean;
}

/**
 * The one peer group that is meant. Unlike products are never put into one ranking, and none of several groups is chosen for
 * the asker: the refusal tells them apart and says how to narrow.
 */
export function chooseGroup(
  groups: readonly GroupSize[],
  wanted: WantedGroup,
): Outcome<PeerGroup, "unknown-group" | "several-groups" | "not-peers"> {
  const fitting = groups.filter(({ group }) => fits(group, wanted));
  const [first, ...others] = fitting;
  if (first === undefined) return reject("unknown-group", unknownText(groups, wanted));
  if (others.length === 0) return accept(first.group);
  const differing = differingKeys(fitting.map(({ group }) => group));
  if (wanted.byFactory) {
    return reject(
      "not-peers",
      `These factories are not peers: they differ in ${differingText(differing)}. Name factories that agree in all of it.`,
    );
  }
  const told = fitting
    .toSorted(
      (a, b) => b.members - a.members || (propertyText(a.group, differing) < propertyText(b.group, differing) ? -1 : 1),
    )
    .slice(0, 10)
    .map(({ group, members }) => `${members} with ${propertyText(group, differing)}`)
    .join("; ");
  const more = fitting.length > 10 ? `; and ${fitting.length - 10} more groups` : "";
  return reject(
    "several-groups",
    `"${first.group.productGroup}" holds ${fitting.length} groups that cannot be compared, for they differ in ${differingText(differing)}: ${told}${more}. Narrow it: ${howTo(differing)}.`,
  );
}

function fits(group: PeerGroup, { productGroup, declaredUnit, boundary, keys, population }: WantedGroup): boolean {
  const properties = propertiesOf(group);
  return (
    (productGroup === "" || group.productGroup === productGroup) &&
    (declaredUnit === "" || group.declaredUnit === declaredUnit) &&
    (boundary === "" || group.boundary === boundary) &&
    (population === "" || populationOf(group) === population) &&
    keys.every(({ name, value }) => (properties.has(name) ? properties.get(name) === value : value === "none"))
  );
}

const propertyText = (group: PeerGroup, differing: readonly DifferingKey[]): string => {
  const properties = propertiesOf(group);
  return differing.map(({ name }) => `${name} "${properties.get(name) ?? "none"}"`).join(", ");
};

/** As options of the command line, which are the words of the interface too. */
function howTo(differing: readonly DifferingKey[]): string {
  const ways = differing.map(({ name, values }) =>
    name === "population" ? "--simulated or --real" : `--key "${name}=${values.find((value) => value !== undefined)}"`,
  );
  return ways.join(", ");
}

function unknownText(groups: readonly GroupSize[], { productGroup, keys }: WantedGroup): string {
  const names = [...new Set(groups.map(({ group }) => group.productGroup))].sort();
  if (productGroup !== "" && !names.includes(productGroup)) {
    const known =
      names.length === 0
        ? "No product names a group yet: products: NAME: group in the plant file."
        : `There are: ${names.map((name) => `"${name}"`).join(", ")}.`;
    return `Nobody belongs to the product group "${productGroup}".${didYouMean(productGroup, names)} ${known}`;
  }
  const asked = keys.map(({ name, value }) => `${name}=${value}`).join(", ");
  const differing = differingKeys(groups.map(({ group }) => group));
  const choice = differing.length === 0 ? "" : ` Its members differ in ${differingText(differing)}.`;
  return `Nobody in "${productGroup}" fits what is asked${asked === "" ? "" : ` (${asked})`}.${choice}`;
}
