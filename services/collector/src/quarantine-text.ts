import { instantText } from "@celadon/quantity";

/** Why a stored reading does not count yet, for the one who sent it. The quarantine list has the readings around it. */
export function quarantineText(reason: string, channel: string, atMs: number): string {
  const which = `Channel "${channel}" at ${instantText(atMs)}`;
  if (reason === "unknown-channel") {
    return `${which}: no plant model in force declares the channel. Declare it and apply the model; the reading is kept and then judged again.`;
  }
  return `${which}: kept, not counted (${reason}). See: celadon quarantine list.`;
}
