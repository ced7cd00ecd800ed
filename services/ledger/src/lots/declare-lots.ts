import { lotFault, type PlantModel as Model } from "@celadon/activity-to-inventory";
import { Lot, TelemetryRecord, topics } from "@celadon/proto";
import { didYouMean, localText, uuid5 } from "@celadon/quantity";
import { type Place, placeText, refuse } from "@celadon/runtime";
import type { DeclarationFault } from "../declaration-faults.ts";
import { inForce } from "../in-force.ts";
import { versionsOf } from "../queries/scope.ts";
import { modelOf } from "../read-model.ts";
import type { DeclarePorts } from "../store-fact.ts";
import { lotFaults } from "./lot-faults.ts";
import { overlapping, standingLots } from "./standing-lots.ts";

const lotsMax = 1_000;

export interface DeclaredLots {
  readonly lots: readonly Lot[];
  readonly stored: number;
  readonly unchanged: number;
  /** Where the last record stands; empty where nothing changed. */
  readonly position: string;
}

/**
 * Stores lots of one factory, all or none. Resolves when they are durable and the hours they cut are current. What is left out of a lot is
 * filled in: a key from factory, product and name, so that declaring it again corrects it; the product's declared unit; the next
 * revision. One that stands as it is given is not stored again.
 *
 * Refused with the place of each fault: what `lotFaults` names, a product or unit that is not the plant's, a name or a stretch of
 * time that another lot of the product has; a factory without a model, a key to take back that nothing has.
 */
export async function declareLots(given: readonly Lot[], { log, bookNow, now }: DeclarePorts): Promise<DeclaredLots> {
  const [{ factory } = { factory: "" }] = given;
  const strange = given.find((lot) => lot.factory !== factory);
  if (given.length === 0 || given.length > lotsMax || strange !== undefined) {
    const problem = strange === undefined ? `${given.length} lots are given` : `lots of two factories are given`;
    throw refuse({ status: 400, code: "bad-lots", message: `${problem}: send 1 to ${lotsMax} of one factory.` });
  }
  const book = await bookNow();
  const model = latestModel(factory, book);
  const known = new Map(book.declared.lots.filter((lot) => lot.factory === factory).map((lot) => [lot.key, lot]));
  const lots = given.map((lot) => filled(lot, { model, known, nowMs: now() }));
  const after = [...new Map([...known, ...lots.map((lot) => [lot.key, lot] as const)]).values()];
  const standing = after.filter((lot) => !lot.withdrawn);
  const details = lots.flatMap((lot, i) => {
    // Nobody knows what an unknown product is counted in.
    const isKnown = model.products.some(({ name }) => name === lot.product);
    const own = lotFaults(lot).filter(({ path }) => isKnown || path !== "unit");
    const all = own.length > 0 ? own : lot.withdrawn ? unknownKey(lot, known) : faultsAmong(lot, { model, standing });
    return all.map((fault) => ({ ...fault, path: `lots[${i}].${fault.path}` }));
  });
  if (new Set(lots.map(({ key }) => key)).size < lots.length) {
    const fix = "Give each lot a name of its own, or a key.";
    details.push({ path: "lots", problem: "Two of the lots have one key.", fix });
  }
  if (details.length > 0) {
    const message = details.map(({ path, problem, fix }) => `${path}: ${problem} ${fix}`).join(" ");
    throw refuse({ status: 400, code: "bad-lots", message, details });
  }
  const news = lots.filter((lot) => !isSame(lot, known.get(lot.key)));
  // Together, so that the ledger takes them in few batches.
  const places = await Promise.all(
    news.map((lot) =>
      log.publish(
        topics.telemetry.name,
        factory,
        TelemetryRecord.encode({ record: { $case: "lot", value: lot } }).finish(),
      ),
    ),
  );
  const last = places.reduce<Place | undefined>(
    (latest, place) => (latest === undefined || place.position > latest.position ? place : latest),
    undefined,
  );
  if (last !== undefined) await inForce(log, last, `What was declared of lots of "${factory}"`);
  const stand = new Map(standingLots(await bookNow(), { factory }).map((lot) => [lot.key, lot]));
  return {
    lots: lots.map((lot) => stand.get(lot.key) ?? lot),
    stored: news.length,
    unchanged: lots.length - news.length,
    position: last === undefined ? "" : placeText(last),
  };
}

function latestModel(factory: string, book: Awaited<ReturnType<DeclarePorts["bookNow"]>>): Model {
  const version = versionsOf(book, factory).at(-1);
  if (version !== undefined) return modelOf(version);
  const near = didYouMean(factory, new Set(book.declared.models.map((model) => model.factory)));
  const message = `No plant model of "${factory}" is applied.${near} A lot is of a product that a plant model declares: celadon plant apply FILE.`;
  throw refuse({ status: 404, code: "unknown-plant", message });
}

interface Around {
  readonly model: Model;
  readonly known: ReadonlyMap<string, Lot>;
  readonly nowMs: number;
}

function filled(lot: Lot, { model, known, nowMs }: Around): Lot {
  const key = lot.key === "" ? uuid5(`lot ${lot.factory}/${lot.product}/${lot.name}`) : lot.key;
  const before = known.get(key);
  const declared = model.products.find(({ name }) => name === lot.product);
  const next = before === undefined ? 0 : before.revision + 1;
  const whole = {
    ...lot,
    key,
    unit: lot.unit === "" && declared !== undefined ? declared.declaredUnit : lot.unit,
    attributes: lot.attributes.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    revision: Math.max(lot.revision, next),
    declaredMs: BigInt(nowMs),
  };
  // Whoever renews figures must learn from the record which time the lot had.
  return lot.withdrawn && before !== undefined
    ? { ...before, withdrawn: true, revision: whole.revision, declaredMs: whole.declaredMs, who: lot.who, why: lot.why }
    : whole;
}

const unknownKey = ({ key }: Lot, known: ReadonlyMap<string, Lot>): readonly DeclarationFault[] =>
  known.has(key) ? [] : [{ path: "key", problem: `No lot has the key ${key}.`, fix: "See: celadon lot list." }];

/** What only the plant and its other lots can tell. */
function faultsAmong(
  lot: Lot,
  { model, standing }: { readonly model: Model; readonly standing: readonly Lot[] },
): readonly DeclarationFault[] {
  const fault = lotFault(lot, model);
  const path = fault?.kind === "reject" && fault.reason === "wrong-unit" ? "unit" : "product";
  const foreign = fault?.kind === "reject" ? [{ path, problem: fault.evidence, fix: "Correct the lot." }] : [];
  const namesake = standing.find(
    (other) => other.key !== lot.key && other.product === lot.product && other.name === lot.name,
  );
  const on = (atMs: bigint): string => localText(Number(atMs), model.timeZone);
  const shared = overlapping(lot, standing).map((other) => ({
    path: "fromMs",
    problem: `Lot "${lot.name}" shares time with lot "${other.name}" of ${lot.product}, ${on(other.fromMs)} to ${on(other.toMs)}: what both made would count twice.`,
    fix: "Let the one begin where the other ends.",
  }));
  return [
    ...foreign,
    ...(namesake === undefined
      ? []
      : [
          {
            path: "name",
            problem: `Another lot of ${lot.product} is called "${lot.name}", with the key ${namesake.key}.`,
            fix: "Use its key to correct it, or another name.",
          },
        ]),
    ...shared,
  ];
}

/** Whether a lot says what stands already: who said so, when and why, and the count of revisions, are not what it says. */
function isSame(lot: Lot, before: Lot | undefined): boolean {
  if (before === undefined) return false;
  const { who, why, declaredMs, revision } = before;
  const alike = Lot.encode({ ...lot, who, why, declaredMs, revision }).finish();
  return Buffer.compare(alike, Lot.encode(before).finish()) === 0;
}
