import { pino } from "pino";

/** What a service says while it runs: JSON lines on standard error, so that standard output stays for people and scripts. */
export type Log = ReturnType<typeof openLog>;

export const openLog = (level: string) =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
