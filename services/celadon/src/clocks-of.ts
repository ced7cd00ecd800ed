import { localText, readInstant } from "@celadon/quantity";
import { askJson, refusalOf, type Service } from "./service.ts";

interface PlantClock {
  readonly factory: string;
  readonly timeZone: string;
}

/** An instant on the clock of a factory, with its offset; as it is where the factory has no clock or the text is no instant. */
export type Clocks = (factory: string, instant: string) => string;

/** The clocks of the plants that the asker may see; of the last version where a plant has several. */
export async function clocksOf(service: Service): Promise<Clocks> {
  const zones = new Map((await plantClocks(service)).map(({ factory, timeZone }) => [factory, timeZone]));
  return (factory, instant) => {
    const [zone, atMs] = [zones.get(factory), readInstant(instant)];
    return zone === undefined || atMs === undefined ? instant : localText(atMs, zone);
  };
}

async function plantClocks(service: Service): Promise<readonly PlantClock[]> {
  try {
    return await askJson<readonly PlantClock[]>(service, { path: "/v1/plants" });
  } catch (error) {
    if (refusalOf(error)?.status === 403) return [];
    throw error;
  }
}
