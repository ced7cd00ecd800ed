import { statSync } from "node:fs";

/**
 * Throws a sentence where others than its owner may read or change a file that must stay secret, or where it is another
 * user's. A file of the system administrator's that nobody else may change is let pass: so orchestrators hand secrets over.
 * Windows has no such modes; there the folder of the user is the guard.
 */
export function refuseOpen(path: string, what: string): void {
  if (process.platform === "win32") return;
  const { mode, uid } = statSync(path);
  const own = process.getuid?.();
  const isMounted = uid === 0 && own !== 0 && (mode & 0o022) === 0;
  if (isMounted) return;
  if ((mode & 0o077) !== 0) {
    const shown = (mode & 0o777).toString(8);
    throw new Error(
      `${what} must be its owner's alone, and ${path} is open to others (mode ${shown}): chmod 600 ${path}.`,
    );
  }
  if (uid !== own)
    throw new Error(`${what} in ${path} belongs to another user: start Celadon as its owner, or chown it.`);
}
