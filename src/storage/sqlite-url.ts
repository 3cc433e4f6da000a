import { TunesmithError } from "../error.ts";

/**
 * The file that a URL of SQLite names, from the working folder.
 *
 * @param rest  what follows `sqlite:`
 * @throws TunesmithError "name" for one that names none
 */
export function sqlitePath(rest: string): string {
  const path = rest.replace(/^\/\/(?=\/)/, "").replace(/^\/(?=[a-z]:[\\/])/i, ""); // sqlite:///abs, sqlite:///C:/abs
  const wanted = "Write sqlite:PATH, from the working folder, or sqlite:///PATH";
  const refuse = (what: string) =>
    new TunesmithError("name", `The storage URL "sqlite:${rest}" ${what}. ${wanted}.`);
  if (path.trim() === "") throw refuse("names no file");
  if (path.startsWith("//")) throw refuse("names a host, and SQLite works on files of this machine alone");
  if (path === ":memory:") throw refuse("names no file; what you want may be memory:");
  return path;
}
