import { failed } from "./ending.ts";

/** The sentence for a file or folder that cannot be written; what no system said of a file is thrown as it is. */
export function unwritable(path: string, error: unknown): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (!(error instanceof Error) || code === undefined) throw error;
  if (code === "ENOENT")
    return failed(`${path} cannot be written: the folder it is to stand in is not there. Make it.`);
  if (code === "EISDIR") return failed(`${path} is a folder, and a file is to be written: name a file in it.`);
  if (code === "EEXIST" || code === "ENOTDIR")
    return failed(`${path} cannot be a folder: a file of that name, or of a part of it, is there. Name another one.`);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return failed(`${path} may not be written by this user: change the permissions, or name another place.`);
  if (code === "ENOSPC") return failed(`${path} cannot be written: the disk is full.`);
  return failed(`${path} cannot be written: ${error.message}.`);
}
