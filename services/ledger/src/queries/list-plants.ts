import type { PlantModel } from "@celadon/proto";
import { instantText, localText } from "@celadon/quantity";
import { reaches, refuse } from "@celadon/runtime";
import type { Book } from "../book.ts";
import { modelOf } from "../read-model.ts";
import { type Scope, versionsOf } from "./scope.ts";

/** One version of a factory's plant model, as the interfaces give it. */
export interface PlantRow {
  readonly id: string;
  readonly factory: string;
  readonly name: { readonly en: string; readonly zh?: string };
  readonly effectiveFrom: string;
  readonly localEffectiveFrom: string;
  readonly timeZone: string;
  readonly revision: number;
  readonly who: string;
  readonly why: string;
  readonly channels: readonly string[];
  readonly products: readonly string[];
}

/** Every version of the plant models in a scope, by factory, then by the instant it takes effect. */
export const listPlants = (
  book: Book,
  { factory, within: factories = "all" }: Pick<Scope, "factory" | "within">,
): readonly PlantModel[] =>
  [...new Set(book.declared.models.map((model) => model.factory))]
    .filter((name) => reaches({ factories }, name) && (factory === undefined || name === factory))
    .sort()
    .flatMap((name) => versionsOf(book, name));

/** A version without its text, as JSON gives it. */
export function plantRow(version: PlantModel): PlantRow {
  const model = modelOf(version);
  const fromMs = Number(version.effectiveFromMs);
  return {
    id: version.hash,
    factory: version.factory,
    name: model.name,
    effectiveFrom: instantText(fromMs),
    localEffectiveFrom: localText(fromMs, model.timeZone),
    timeZone: model.timeZone,
    revision: version.revision,
    who: version.who,
    why: version.why,
    channels: model.channels.map((channel) => channel.name),
    products: model.products.map((product) => product.name),
  };
}

/** The version of a factory's model that is in force at an instant, or the one with a hash. Refused: there is none. */
export function plantVersion(
  book: Book,
  factory: string,
  wanted: { readonly atMs: number } | { readonly hash: string },
): PlantModel {
  const versions = versionsOf(book, factory);
  const version =
    "hash" in wanted
      ? versions.find(({ hash }) => hash === wanted.hash)
      : versions.findLast(({ effectiveFromMs }) => Number(effectiveFromMs) <= wanted.atMs);
  if (version !== undefined) return version;
  const known = versions.map(({ effectiveFromMs, hash }) => `${instantText(Number(effectiveFromMs))} (${hash})`);
  const asked = "hash" in wanted ? `with the hash ${wanted.hash}` : `at ${instantText(wanted.atMs)}`;
  const message =
    known.length === 0
      ? `No plant model of "${factory}" was ever applied: celadon plant apply FILE.`
      : `Factory "${factory}" has no plant model ${asked}; its versions begin at ${known.join(", ")}.`;
  throw refuse({ status: 404, code: "unknown-plant", message });
}
