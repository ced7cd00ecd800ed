import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { bodyText, type EmbeddedStore, type Routes, refuse } from "@celadon/runtime";

/**
 * `POST /v1/backup {"to": folder}`: the engine is closed, its folder and the event log are copied, the engine opens again;
 * requests wait meanwhile. (The engine's own BACKUP is refused when it is embedded.)
 */
export const backupRoutes =
  ({ store, dataFolder }: { readonly store: EmbeddedStore; readonly dataFolder: string }): Routes =>
  (app) => {
    app.post("/v1/backup", async (request) => {
      const to = targetOf(await bodyText(request.raw, 65_536));
      const startedMs = performance.now();
      await store.whileClosed(async () => {
        mkdirSync(to, { recursive: true, mode: 0o700 });
        // The log after the store: an event more than the store needs is said again, an event less would be lost.
        for (const part of ["store", "log"]) cpSync(join(dataFolder, part), join(to, part), { recursive: true });
      });
      return { to, seconds: Math.round(performance.now() - startedMs) / 1000 };
    });
  };

function targetOf(text: string): string {
  const bad = (message: string) => refuse({ status: 400, code: "bad-backup", message });
  let to: unknown;
  try {
    to = (JSON.parse(text) as { to?: unknown } | null)?.to;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (typeof to !== "string" || !isAbsolute(to)) throw bad('"to" must be the absolute path of a folder.');
  if (existsSync(to) && readdirSync(to).length > 0) throw bad(`The folder ${to} is not empty: name a new one.`);
  return to;
}
