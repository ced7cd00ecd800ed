import { arrayElements } from "./array-elements.ts";
import { type Ask, ask, askJson, refusalOf, type Service } from "./service.ts";
import type { Status } from "./status-routes.ts";

/** Where somebody stands with a data folder: what is there, and what waits. */
export interface Standing {
  /** Whether a Celadon runs for the folder by itself. False: the answers come from one that ends with the command. */
  readonly isRunning: boolean;
  /** Null where the service does not tell: it runs elsewhere. */
  readonly dataFolder: string | null;
  readonly waiting: Status["waiting"];
  readonly plants: readonly string[];
  readonly factories: Status["factories"];
  readonly footprints: { readonly complete: number; readonly incomplete: number; readonly running: number };
  /** Null where this Celadon issues none. */
  readonly certificates: number | null;
  /** Readings that do not count; up to `countedMost` of them are counted. Null where this Celadon does not tell. */
  readonly quarantined: number | null;
  /** Records that could not be taken and that nobody has decided about, counted likewise. Null where it is not for who asks. */
  readonly deadLetters: number | null;
  /** The command that makes sense next, and why. */
  readonly next: { readonly command: string; readonly why: string };
}

/** So many readings in quarantine are counted; beyond that the number says nothing more. */
export const countedMost = 1_000;

type Found = Omit<Standing, "next">;

/** A folder that nothing has been written to yet. */
export const emptyStanding = (dataFolder: string): Standing => ({
  isRunning: false,
  dataFolder,
  waiting: null,
  plants: [],
  factories: [],
  footprints: { complete: 0, incomplete: 0, running: 0 },
  certificates: null,
  quarantined: 0,
  deadLetters: 0,
  next: { command: "celadon plant new", why: "nothing is here yet: begin with a plant file" },
});

/** Asks a service what its folder holds. */
export async function standingOf(service: Service, isRunning: boolean): Promise<Standing> {
  const { dataFolder, waiting, factories, footprints } = await askJson<Status>(service, { path: "/v1/status" });
  const plants = await askJson<readonly { readonly factory: string }[]>(service, { path: "/v1/plants" });
  const count = (status: string): number => footprints.filter((one) => one.status === status).length;
  const found: Found = {
    isRunning,
    dataFolder,
    waiting,
    plants: [...new Set(plants.map(({ factory }) => factory))],
    factories,
    footprints: { complete: count("complete"), incomplete: count("incomplete"), running: count("running") },
    certificates: (await countOf(service, { path: "/v1/certificates" })) ?? null,
    quarantined: (await countOf(service, { path: "/v1/quarantine" })) ?? null,
    deadLetters: (await countOf(service, { path: "/v1/dead-letters", query: { state: "open" } })) ?? null,
  };
  return { ...found, next: nextOf(found, footprints) };
}

/** How many elements a list has, at most `countedMost`; undefined where this Celadon has no such list, or not for who asks. */
async function countOf(service: Service, question: Ask): Promise<number | undefined> {
  try {
    const response = await ask(service, question);
    let count = 0;
    for await (const _ of arrayElements(response.setEncoding("utf8"))) {
      count += 1;
      if (count === countedMost) break;
    }
    response.destroy();
    return count;
  } catch (error) {
    const status = refusalOf(error)?.status;
    if (status === 403 || status === 404) return undefined;
    throw error;
  }
}

/** What is in the way of a certified figure, from the readings on; the first of it is next. */
function nextOf(
  { plants, factories, quarantined, footprints, waiting }: Found,
  all: Status["footprints"],
): Standing["next"] {
  const [plant] = plants;
  const heard = factories.filter(({ lastReading }) => lastReading !== null).map(({ factory }) => factory);
  const stranger = heard.find((factory) => !plants.includes(factory));
  const incomplete = all.find(({ status }) => status === "incomplete");
  const complete = all.findLast(({ status }) => status === "complete");
  if (waiting !== null) return { command: "celadon status", why: `readings wait: ${waiting.why}` };
  if (stranger !== undefined)
    return { command: "celadon plant new", why: `"${stranger}" sends readings and has no plant file yet` };
  if (plant === undefined) return { command: "celadon plant new", why: "there is no plant yet: begin with its file" };
  if (heard.length === 0)
    return { command: "celadon ingest FILE --plant FILE", why: `"${plant}" has no readings yet: bring some in` };
  if (quarantined !== null && quarantined > 0)
    return { command: "celadon quarantine list", why: "some readings do not count, and it says why" };
  if (incomplete !== undefined)
    return {
      command: `celadon footprint show ${incomplete.id}`,
      why: "a footprint is incomplete, and it says what is missing",
    };
  if (complete !== undefined)
    return { command: `celadon explain ${complete.id}`, why: "see where the latest figure comes from" };
  if (footprints.running > 0)
    return { command: "celadon footprint list", why: "the first period runs still; its figure so far" };
  return {
    command: `celadon activity --factory ${plant}`,
    why: "readings are in and make no footprint yet: see what they come to",
  };
}
