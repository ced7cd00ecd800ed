import { existsSync, readdirSync } from "node:fs";
import { cp, mkdir, rename } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { bodyText, type EmbeddedStore, noFactory, type Routes, refuse } from "@celadon/runtime";

/**
 * `POST /v1/backup {"to": folder}`: the engine is closed, its folder and the event log are copied, the engine opens again;
 * requests wait meanwhile. (The engine's own BACKUP is refused when it is embedded.) The parts take their names when both
 * are copied, so that a copy that broke off is never taken for a whole one.
 */
export const backupRoutes =
  ({ store, dataFolder }: { readonly store: EmbeddedStore; readonly dataFolder: string }): Routes =>
  (app) => {
    app.post("/v1/backup", { config: { access: noFactory("operator") } }, async (request) => {
      const to = targetOf(await bodyText(request.raw, 65_536), dataFolder);
      const startedMs = performance.now();
      await store.whileClosed(() =>
        copy(dataFolder, to).catch((error: unknown) => Promise.reject(failedText(to, error))),
      );
      return { to, seconds: Math.round(performance.now() - startedMs) / 1000 };
    });
  };

/**
 * The log after the store: an event more than the store needs is said again, an event less would be lost. With them the key
 * certificates are signed with, which stays its owner's alone: without it a restored Celadon would be a stranger to its own.
 */
const parts = ["issuer", "store", "log"] as const;

async function copy(dataFolder: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const part of parts) await cp(join(dataFolder, part), join(to, `${part}.partial`), { recursive: true });
  for (const part of parts) await rename(join(to, `${part}.partial`), join(to, part));
}

/** What the system says of the target is the caller's to mend; anything else is a bug. */
const failedText = (to: string, error: unknown): unknown =>
  error instanceof Error && "code" in error && "syscall" in error
    ? refuse({
        status: 422,
        code: "backup-failed",
        message: `The backup in ${to} is not whole (${error.message}): make room there or name another folder, and take it again.`,
      })
    : error;

const bad = (message: string) => refuse({ status: 400, code: "bad-backup", message });

function targetOf(text: string, dataFolder: string): string {
  let to: unknown;
  try {
    to = (JSON.parse(text) as { to?: unknown } | null)?.to;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (typeof to !== "string" || !isAbsolute(to)) throw bad('"to" must be the absolute path of a folder.');
  const within = relative(resolve(dataFolder), resolve(to));
  if (!within.startsWith("..") && !isAbsolute(within)) {
    throw bad(`The folder ${to} lies in the data folder itself: name one outside of it.`);
  }
  if (existsSync(to) && readdirSync(to).length > 0) throw bad(`The folder ${to} is not empty: name a new one.`);
  return to;
}
