import { setTimeout as wait } from "node:timers/promises";
import { ownerOf } from "@celadon/runtime";
import { loopbackOnly } from "./access-config.ts";
import type { Config } from "./config.ts";
import { failed, wrongUsage } from "./ending.ts";
import { faultOfUrl } from "./remote-config.ts";
import type { Running } from "./serve.ts";
import { ask, type Service } from "./service.ts";

const patienceMs = 20_000;
const pauseMs = 200;

/** The Celadon that answers at a URL. Refused: nobody there, or one whose certificate is not trusted. */
export async function remoteService(url: string, { credentials }: Pick<Config, "credentials">): Promise<Service> {
  const fault = faultOfUrl(url);
  if (fault !== undefined) throw wrongUsage(`The address of Celadon ${fault}`);
  const service = { url, credentials, [Symbol.asyncDispose]: async () => undefined };
  (await ask(service, { path: "/live" })).resume();
  return service;
}

/**
 * The service of the data folder: the running one, or, where none runs, one in this process at a free port, which ends with
 * the command. An owner that does not answer yet is just starting, or just ending: it is given some time.
 */
export async function openService(config: Config, serve: (config: Config) => Promise<Running>): Promise<Service> {
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    const owner = ownerOf(config.dataFolder);
    if (owner === undefined) {
      const own = await tryServe(config, serve);
      if (own !== undefined) return own;
    } else {
      const url = `http://127.0.0.1:${owner.httpPort}`;
      if (owner.httpPort !== 0 && (await answers(url)))
        return { url, credentials: { token: owner.token }, [Symbol.asyncDispose]: async () => undefined };
      if (performance.now() > untilMs)
        throw failed(
          `The data folder ${config.dataFolder} belongs to the Celadon with process id ${owner.pid}, which does not answer at ${url}: look at its log, or stop it.`,
        );
    }
    await wait(pauseMs);
  }
}

/** A service of our own, or undefined when another process took the folder in the meantime. */
async function tryServe(config: Config, serve: (config: Config) => Promise<Running>): Promise<Service | undefined> {
  try {
    const { url, stop } = await serve({ ...config, httpPort: 0, grpcPort: 0, access: loopbackOnly });
    return { url, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await wait(pauseMs); // whoever took the folder says so a moment later
    if (ownerOf(config.dataFolder) !== undefined) return undefined;
    throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`${url}/live`, { signal: AbortSignal.timeout(5_000) });
    return ok;
  } catch (error) {
    if (error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError")) return false;
    throw error;
  }
}
