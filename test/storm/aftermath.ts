import { oneAddress } from "../processes/one-address.ts";
import { type Ran, runCeladon } from "../processes/run-celadon.ts";
import type { Processes } from "../processes/start-processes.ts";
import type { Poison } from "./poison.ts";

interface Letter {
  readonly origin: string;
  readonly reason: string;
  readonly state: string;
}

interface Rebuilt {
  readonly channels: readonly { readonly channel: string; readonly differingHours: number }[];
  readonly footprints: {
    readonly compared: number;
    readonly fresh: readonly unknown[];
    readonly gone: readonly unknown[];
  };
}

/**
 * Works through what a storm leaves, by the commands a person would use: the status is told; every dead letter is listed, looked into, and decided, two
 * of them by sending them again, which must put them aside once more; and each factory is computed again, which must change nothing.
 * What is not as it must be, a sentence each.
 */
export async function aftermath(
  processes: Processes,
  { origins, factories }: { readonly origins: ReadonlyMap<string, Poison>; readonly factories: readonly string[] },
): Promise<readonly string[]> {
  await using address = await oneAddress(processes);
  const run = (...args: readonly string[]): Promise<Ran> =>
    runCeladon({ ...processes.env, CELADON_URL: address.url }, ...args);
  return [
    ...(await statusTold(run, factories)),
    ...(await lettersDecided(run, origins)),
    ...(await rebuiltAlike(run, factories)),
  ];
}

type Run = (...args: readonly string[]) => Promise<Ran>;

async function statusTold(run: Run, factories: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await run("status", "--json");
  const missing = code === 0 ? factories.filter((factory) => !stdout.includes(`"${factory}"`)) : [];
  return code === 0 && missing.length === 0
    ? []
    : [`status ended with ${code} and does not name ${missing.join(", ")}: ${stdout}${stderr}`.slice(0, 500)];
}

async function lettersDecided(run: Run, origins: ReadonlyMap<string, Poison>): Promise<readonly string[]> {
  const faults: string[] = [];
  const open = async (): Promise<readonly Letter[]> =>
    JSON.parse((await run("deadletters", "list", "--state", "open", "--json")).stdout || "[]") as readonly Letter[];
  const expectRan = (what: string, { code, stdout, stderr }: Ran, said: RegExp): void => {
    if (code !== 0 || !said.test(stdout)) faults.push(`${what} ended with ${code}: ${stdout}${stderr}`.slice(0, 500));
  };
  const letters = await open();
  if (letters.length !== origins.size)
    faults.push(`${letters.length} dead letters are open, and ${origins.size} were poisoned.`);
  let again = 0;
  for (const { origin } of letters) {
    expectRan(`deadletters show ${origin}`, await run("deadletters", "show", origin), /reason/);
    const isSentAgain =
      origins.get(origin)?.name === "garbage" || origins.get(origin)?.name === "an absurd plant model";
    again += isSentAgain ? 1 : 0;
    const verb = isSentAgain ? ["replay", origin] : ["drop", origin, "--why", "the storm is over"];
    expectRan(
      `deadletters ${verb[0]} ${origin}`,
      await run("deadletters", ...verb),
      isSentAgain ? /replayed/ : /dropped/,
    );
    // Safe to repeat: said, and nothing done.
    expectRan(`deadletters ${verb[0]} ${origin}, repeated`, await run("deadletters", ...verb), /before/);
  }
  // What nobody can read comes back, as a letter of its own.
  const untilMs = performance.now() + 60_000;
  let back = await open();
  while (back.length < again && performance.now() < untilMs) back = await open();
  if (back.length !== again) faults.push(`${again} dead letters were sent again, and ${back.length} came back.`);
  for (const { origin } of back) {
    expectRan(`deadletters drop ${origin}`, await run("deadletters", "drop", origin, "--why", "seen twice"), /dropped/);
  }
  return faults;
}

async function rebuiltAlike(run: Run, factories: readonly string[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const factory of factories) {
    const { code, stdout, stderr } = await run("rebuild", "--factory", factory, "--json");
    if (stdout === "") {
      faults.push(`rebuild of ${factory} ended with ${code}: ${stderr}`);
      continue;
    }
    const { channels, footprints } = JSON.parse(stdout) as Rebuilt;
    const isAlike =
      channels.length > 0 &&
      channels.every(({ differingHours }) => differingHours === 0) &&
      footprints.compared > 0 &&
      footprints.fresh.length + footprints.gone.length === 0;
    if (code !== 0 || !isAlike) faults.push(`rebuild of ${factory} is unlike what stood: ${stdout.slice(0, 500)}`);
  }
  return faults;
}
