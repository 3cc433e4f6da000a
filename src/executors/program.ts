import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { TunesmithError } from "../error.ts";

/**
 * Checks that a program is there and may be run, so that a search does not fail trial by trial.
 *
 * On Windows nothing is checked: there the ending of the name may be left out.
 *
 * @param cwd  from where a relative path is meant
 * @throws TunesmithError "file"
 */
export function checkProgram(program: string, cwd: string): void {
  if (process.platform === "win32") return;
  if (program.includes("/")) {
    const path = resolve(cwd, program);
    if (isRunnable(path)) return;
    throw new TunesmithError(
      "file",
      `${path} is no program that may be run; is the path right, and is it executable (chmod +x)?`,
    );
  }
  if (pathOf(program, cwd, process.env.PATH ?? "") !== null) return;
  const remedy = existsSync(resolve(cwd, program))
    ? `it is a file here: write ./${program}, or what runs it, such as python ${program}`
    : "give its path, or install it";
  throw new TunesmithError("file", `there is no program "${program}" on the PATH; ${remedy}.`);
}

/**
 * Where a program of that name is.
 *
 * @param paths  folders, as in the variable PATH; one may be relative to `cwd`
 * @returns a path with a slash, also relative to `cwd`; null where there is none
 */
export function pathOf(name: string, cwd: string, paths: string): string | null {
  const folders = paths.split(delimiter).filter((folder) => folder !== "");
  const found = folders.find((folder) => isRunnable(resolve(cwd, folder, name)));
  return found === undefined ? null : `${found}/${name}`;
}

/** Whether a path is that of a program that may be run. */
export function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
