import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

const repository = join(import.meta.dirname, "../..");

/** A checkout of its own with our scripts and packages, and with little to build; gone when the test is over. */
export function checkout(files: { readonly [path: string]: string } = {}): string {
  const root = mkdtempSync(join(tmpdir(), "tunesmith-checkout-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const path of [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "bin",
    "scripts",
  ]) {
    cpSync(join(repository, path), join(root, path), { recursive: true });
  }
  // The folder is its own, since npm and setup keep notes in it.
  mkdirSync(join(root, "node_modules"));
  const packages = readdirSync(join(repository, "node_modules")).filter((name) => name !== ".cache");
  for (const name of packages)
    symlinkSync(join(repository, "node_modules", name), join(root, "node_modules", name));
  const all = {
    "src/index.ts": "export const one = 1;\n",
    "src/cli/main.ts":
      "export const main = async (args: string[]) => (console.log(args.join()), args.length);\n",
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** What a program said, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of a checkout with this Node. */
export function run(root: string, ...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (status) => resolve({ status, ...said }));
  });
}
