import { once } from "node:events";
import { userInfo } from "node:os";
import { refuseOpen } from "@celadon/runtime/access";
import { isByNpx } from "./as-called.ts";
import { type Config, readConfig } from "./config.ts";
import { readerGone, wrongUsage } from "./ending.ts";
import type { Running, StartsUp } from "./serve.ts";
import type { Shell } from "./shell.ts";

/** The shell of a real process. */
export function processShell({ stdin, stdout, stderr, env, cwd }: NodeJS.Process): Shell {
  // Without these, a reader that goes away (`| head`) would end the process with a stack trace.
  stdout.on("error", () => undefined);
  stderr.on("error", () => undefined);
  const shell: Shell = {
    print: (piece) =>
      new Promise((resolve, reject) => {
        stdout.write(piece, (error) => (error === null || error === undefined ? resolve() : reject(readerGone())));
      }),
    note: (text) => void stderr.write(text),
    isTerminal: stderr.isTTY === true,
    isByNpx: isByNpx(env),
    input: stdin,
    folder: cwd(),
    user: userName(),
    config: () => {
      const read = readConfig(env, undefined, refuseOpen);
      if ("config" in read) return read.config;
      throw wrongUsage(read.faults.join("\n"));
    },
    openService: async (url = shell.config().remote?.url) => {
      const { openService, remoteService } = await import("./open-service.ts");
      if (url !== undefined) return remoteService(url, shell.config());
      return openService(shell.config(), (config) => serveQuietly(config, shell));
    },
    isServed: async (url = shell.config().remote?.url) => {
      if (url !== undefined) return true;
      const { ownerOf } = await import("@celadon/runtime");
      return ownerOf(shell.config().dataFolder) !== undefined;
    },
    serve: (config, startsUp) => serveWith(config, config.logLevel, startsUp),
    serveOne: async (name, config) => {
      const [{ serveOne }, { openInstruments }] = await Promise.all([
        import("./processes/serve-one.ts"),
        import("@celadon/runtime"),
      ]);
      const { logLevel, traces } = config;
      const instruments = await openInstruments({ service: name, logLevel, traces });
      // The runtime's own warnings go where all else goes; by itself it would print them beside the log.
      process.removeAllListeners("warning").on("warning", (warning) => {
        instruments.notes[warning.name === harmless ? "debug" : "warn"]({ err: warning }, "Node warns");
      });
      return serveOne(name, { config, ...instruments });
    },
    asksToStop: async () => {
      await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    },
  };
  return shell;
}

/** The client of the brokers asks for timers of less than nothing, which run at once. */
const harmless = "TimeoutNegativeWarning";

/** A container may run under a number that no name belongs to. */
function userName(): string {
  try {
    return userInfo().username;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_SYSTEM_ERROR")) throw error;
    return `uid ${process.getuid?.()}`;
  }
}

/** The database engine takes a second to load, so only a command that needs it loads it. */
async function serveWith(config: Config, logLevel: string, startsUp?: StartsUp): Promise<Running> {
  const [{ serve }, { openInstruments }] = await Promise.all([import("./serve.ts"), import("@celadon/runtime")]);
  const instruments = await openInstruments({ service: "celadon", logLevel, traces: config.traces });
  return serve({ config, ...instruments, ...(startsUp === undefined ? {} : { startsUp }) });
}

/** For one command: its own messages say what a person must know, the log is for whoever asks for it. Ctrl-C closes the store first. */
async function serveQuietly(config: Config, { note, asksToStop }: Shell): Promise<Running> {
  const isAsked = config.logLevel === "debug" || config.logLevel === "info";
  const running = await serveWith(config, isAsked ? config.logLevel : "silent");
  const endWith = (exitCode: number) => running.stop().finally(() => process.exit(exitCode));
  running.failed.catch((error: unknown) => {
    note(
      `celadon: A part of Celadon stopped by itself: ${String(error)}. Nothing acknowledged is lost; run it again.\n`,
    );
    return endWith(1);
  });
  void asksToStop().then(() => endWith(130));
  return running;
}
