import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkout, run } from "./checkout.ts";

const setup = "scripts/setup.mjs";
const repository = join(import.meta.dirname, "../..");

describe("setup", () => {
  test("builds what is missing, and then has nothing to do", async () => {
    const root = checkout();
    expect(await run(root, setup)).toEqual({ status: 0, stdout: "", stderr: "Building dist …\n" });
    const built = statSync(join(root, "dist/index.js")).ino;
    expect(await run(root, setup)).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(statSync(join(root, "dist/index.js")).ino).toBe(built);
  });

  test("builds anew when a source changed, and forgets a file whose source is gone", async () => {
    const root = checkout({ "src/old.ts": "export const old = 1;" });
    await run(root, setup, "--quiet");
    expect(existsSync(join(root, "dist/old.js"))).toBe(true);
    rmSync(join(root, "src/old.ts"));
    writeFileSync(join(root, "src/index.ts"), "export const two = 2;\n");
    expect(await run(root, setup, "--quiet")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(existsSync(join(root, "dist/old.js"))).toBe(false);
    expect(readFileSync(join(root, "dist/index.js"), "utf8")).toContain("two = 2");
  });

  test("keeps the last build when the sources do not compile, and says where", async () => {
    const root = checkout();
    await run(root, setup);
    writeFileSync(join(root, "src/index.ts"), 'export const one: number = "1";\n');
    const { status, stderr } = await run(root, setup);
    expect(status).toBe(1);
    expect(stderr).toContain("src/index.ts(1,14): error TS2322");
    expect(readFileSync(join(root, "dist/index.js"), "utf8")).toContain("one = 1");
  });

  test("builds once when it is started twice at the same time", async () => {
    const root = checkout();
    const both = await Promise.all([run(root, setup), run(root, setup)]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    expect(both.map(({ stderr }) => stderr).join("")).toBe("Building dist …\n");
  });

  test("takes over from one that was killed", async () => {
    const root = checkout();
    const lock = join(root, "scripts/house/lock.mjs");
    const hold = `import(${JSON.stringify(lock)}).then(({ withLock }) => withLock(process.cwd(), () => {
      console.log("held");
      return new Promise(() => setInterval(() => {}, 1000));
    }))`;
    const holder = spawn(process.execPath, ["-e", hold], { cwd: root });
    await new Promise((resolve) => holder.stdout.once("data", resolve));
    const waiting = run(root, setup);
    holder.kill("SIGKILL");
    expect((await waiting).status).toBe(0);
  });

  test("can install everywhere: the lock names every package, those of other platforms too", () => {
    const { packages } = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8"));
    const wanted = new Set<string>();
    for (const { dependencies, optionalDependencies } of Object.values<Record<string, object>>(packages)) {
      for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) wanted.add(name);
    }
    const missing = [...wanted].filter((name) => !packages[`node_modules/${name}`]);
    expect(missing).toEqual([]);
  });
});

describe("bin/tunesmith", () => {
  test("works in a checkout without a build, and standard output is the command's alone", async () => {
    const root = checkout();
    const first = await run(root, "bin/tunesmith", "a", "b");
    expect(first).toEqual({ status: 2, stdout: "a,b\n", stderr: "Building dist …\n" });
    expect(await run(root, "bin/tunesmith", "a")).toEqual({ status: 1, stdout: "a\n", stderr: "" });
    // What a pull brings is built, and looked for once.
    writeFileSync(join(root, "src/cli/main.ts"), "export const main = async () => 7;\n");
    expect((await run(root, "bin/tunesmith", "a")).status).toBe(1);
    mkdirSync(join(root, ".git/logs"), { recursive: true });
    writeFileSync(join(root, ".git/logs/HEAD"), "pull: Fast-forward\n");
    expect(await run(root, "bin/tunesmith")).toEqual({ status: 7, stdout: "", stderr: "Building dist …\n" });
    writeFileSync(join(root, "src/cli/main.ts"), "export const main = async () => 8;\n");
    expect((await run(root, "bin/tunesmith")).status).toBe(7);
  });

  test("works in a worktree of git, where .git is a file", async () => {
    const root = checkout({ ".git": "gitdir: elsewhere\n" });
    expect(await run(root, "bin/tunesmith", "a")).toEqual({
      status: 1,
      stdout: "a\n",
      stderr: "Building dist …\n",
    });
    expect(await run(root, "bin/tunesmith", "a")).toEqual({ status: 1, stdout: "a\n", stderr: "" });
  });

  test("says what to do when it was installed without its files", async () => {
    const root = checkout();
    rmSync(join(root, "scripts"), { recursive: true });
    const { status, stderr } = await run(root, "bin/tunesmith");
    expect(status).toBe(1);
    expect(stderr).toMatch(/is damaged: .*dist.cli.main\.js is missing\. Install it again\./);
  });
});
