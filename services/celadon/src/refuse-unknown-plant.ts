import { didYouMean } from "@celadon/quantity";
import { failed } from "./ending.ts";
import { askJson, refusalOf, type Service } from "./service.ts";

interface Plant {
  readonly factory: string;
}

/**
 * Throws a sentence where no plant is called so, with the names near it: for an answer that would say of a slip that there is
 * nothing yet. Says nothing where no name was given, and where the asker may not see plants.
 */
export async function refuseUnknownPlant(service: Service, factory: string | undefined): Promise<void> {
  if (factory === undefined) return;
  const known = await knownPlants(service);
  if (known === undefined || known.has(factory)) return;
  throw failed(unknownPlant(factory, known));
}

const unknownPlant = (factory: string, known: ReadonlySet<string>): string =>
  `No plant model of "${factory}" is applied.${didYouMean(factory, known)} celadon plant list shows them, celadon plant apply FILE adds one.`;

async function knownPlants(service: Service): Promise<ReadonlySet<string> | undefined> {
  try {
    const plants = await askJson<readonly Plant[]>(service, { path: "/v1/plants" });
    return new Set(plants.map(({ factory }) => factory));
  } catch (error) {
    if (refusalOf(error)?.status === 403) return undefined;
    throw error;
  }
}
