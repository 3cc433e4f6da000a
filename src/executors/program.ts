import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
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
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  if (folders.some((folder) => isRunnable(join(folder, program)))) return;
  throw new TunesmithError(
    "file",
    `there is no program "${program}" on the PATH; give its path, or install it.`,
  );
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
