import type { Channel } from "./channel.ts";
import type { PlantModel } from "./plant-model.ts";

/** The channel of a name that the model was checked for. */
export function channelNamed(name: string, { channels }: Pick<PlantModel, "channels">): Channel {
  const channel = channels.find((one) => one.name === name);
  if (channel === undefined) throw new Error(`Channel "${name}" is not in the model that names it.`);
  return channel;
}
