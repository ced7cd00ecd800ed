import type { Log } from "./log.ts";

/** What a library is known to cause and nobody can act on: kafkajs sets a timer for an instant of 1969 at each connection. */
const harmless = new Set(["TimeoutNegativeWarning"]);

/** What Node warns of becomes a line of the log, where it would be loose text on standard error. Returns how to end that. */
export function logWarnings(notes: Log): () => void {
  const others = process.listeners("warning");
  process.removeAllListeners("warning");
  const log = ({ name, message, stack }: Error): void =>
    notes[harmless.has(name) ? "debug" : "warn"]({ warning: name, stack }, message);
  process.on("warning", log);
  return () => {
    process.off("warning", log);
    for (const other of others) process.on("warning", other);
  };
}
