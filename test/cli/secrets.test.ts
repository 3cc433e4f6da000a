/** Row S9 of the reliability bar, on the side of commands: secrets that a program prints are nowhere afterwards. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const secrets = {
  WANDB_API_KEY: "canary-of-wandb",
  DB_PASSWORD: "canary-of-the-database",
  DATABASE_URL: "postgres://me:canary-in-a-url@host/db",
  TUNESMITH_TOKEN: "canary-of-the-server",
};

const { path, run } = inFolder(secrets);

/** All that a folder holds, as bytes in one text. */
function everythingIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true }).map((file) => join(folder, String(file)));
  return files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, "latin1"))
    .join("\n");
}

test("S9: what a command prints of its secrets is in no answer, log, reason or database", () => {
  const script = `console.log("a=1", JSON.stringify(process.env)); console.error(process.env.DB_PASSWORD, process.env.DATABASE_URL);
    if (Number(process.env.TUNESMITH_PARAM_X) > 0.5) process.exit(3);`;
  const words = ["-p", "x=float(0,1)", "--maximize", "a", "--name", "s", "--trials", "4", "--seed", "1"];
  const done = run("run", ...words, "--", process.execPath, "-e", script);
  const told = ["trials", "report"].map((verb) => run(verb, "s", "--json").out).join("\n");
  expect(told).toContain("*** postgres://me:***@host/db"); // it failed, and said so
  const all = [done.out, done.err, told, everythingIn(path("."))].join("\n");
  expect(all).toContain("DATABASE_URL"); // what it printed was kept
  expect(all.match(/canary[\w-]*/g)).toBeNull();
});
