import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** How this program is called where it runs: by its path in a checkout, else by its name. */
export function programName(): string {
  const started = process.argv[1] ?? "";
  const isCheckout = /[\\/]bin[\\/]tunesmith$/.test(started) && existsSync(join(dirname(started), "../src"));
  if (!isCheckout) return "tunesmith";
  const path = relative(process.cwd(), started);
  return path.startsWith("..") ? started : path;
}
