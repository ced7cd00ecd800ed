import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What devices tell of their answers; times in milliseconds. */
export interface Heard {
  readonly frames: number;
  readonly answers: number;
  readonly unanswered: number;
  readonly measured: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** How far they were behind with speaking at their worst: then not the server alone was measured. */
  readonly lateMsMost: number;
}

export interface HeardOf {
  readonly port: number;
  readonly stations: number;
  readonly periodMs: number;
  readonly seconds: number;
}

const program = fileURLToPath(new URL("devices.ts", import.meta.url));

/** Lets so many stations speak from a process of their own. */
export async function heardBy({ port, stations, periodMs, seconds }: HeardOf): Promise<Heard> {
  const args = [program, ...[port, stations, periodMs, seconds].map(String)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const parts: Buffer[] = [];
  child.stdout.on("data", (bytes: Buffer) => parts.push(bytes));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  if (code !== 0) throw new Error(`The devices ended with ${code}.`);
  return JSON.parse(Buffer.concat(parts).toString()) as Heard;
}
