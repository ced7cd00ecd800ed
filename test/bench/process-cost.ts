import { readFileSync } from "node:fs";

/** Resident memory of a process in bytes (Linux); undefined elsewhere. */
export function residentOf(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return line === null ? undefined : Number(line[1]) * 1024;
}

/** Linux counts processor time in these, on every architecture. */
const ticksASecond = 100;

/** Seconds of one core that a process has used since it began, its own and the kernel's for it. Throws where /proc does not tell. */
export function cpuSecondsOf(pid: number): number {
  if (process.platform !== "linux") throw new Error("The processor time of another process can be read on Linux only.");
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  // Behind the name, which may hold anything: fields 14 and 15 of all, utime and stime.
  const [user, system] = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) / ticksASecond;
}
