import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { MemberOrders } from "./member.ts";

export interface MemberProcess extends AsyncDisposable {
  /** The next thing it says. */
  readonly said: () => Promise<{ readonly partitions?: readonly number[]; readonly read?: readonly string[] }>;
  readonly kill: () => Promise<void>;
}

/** Starts `member.ts`. */
export function startMember(orders: MemberOrders): MemberProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, "member.ts"), JSON.stringify(orders)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    kill,
    said: async () => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error("The member has ended.");
      return JSON.parse(value);
    },
    [Symbol.asyncDispose]: kill,
  };
}
