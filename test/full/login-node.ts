/** The command line in front of a cluster, and a study there whose workers it starts. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { http, openStorage } from "../../src/storage/index.ts";
import { readStudy } from "../../src/study/index.ts";

const bin = fileURLToPath(new URL("../../bin/tunesmith", import.meta.url));

/** Trials that take a moment, and trials that would take an hour. */
export const quick = ["--", "/bin/sh", "-c", "sleep 0.2; echo loss={x}"];
export const endless = ["--", "/bin/sh", "-c", "sleep 3600 && echo loss={x}"];

/** Why a trial waits whose worker was told to end. */
export const stopped = "handed back when its worker was stopped";

/** The same where a scheduler signals all processes at once: the command may be gone before its worker hears of it. */
export const handedBack = /^handed back (when its worker was stopped|after a failure \(preempted\))/;

export interface LoginNode {
  /** As `launch` calls it. */
  readonly cluster: string;
  readonly folder: string;
  readonly env: { readonly [name: string]: string };
  readonly storage: string;
  /** Flags of each `launch`. */
  readonly flags?: readonly string[];
}

/** Makes a study "s" of so many trials, and gives the means to launch and look. */
export async function login({ cluster, folder, env, storage, flags = [] }: LoginNode, trials: number) {
  const run = async (...args: readonly string[]) => {
    const all = { ...process.env, NO_COLOR: "1", TUNESMITH_STORAGE: storage, ...env };
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: all, stdio: "pipe" });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const [status, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return { status, out, err };
  };
  const launch = (...args: readonly string[]) => run("launch", cluster, "s", ...flags, ...args);
  const launched = async (...args: readonly string[]) => JSON.parse((await launch("--json", ...args)).out);
  const workers = async (): Promise<{ id: string; state: string; node: string | null }[]> =>
    (await launched("--list")).workers;
  const look = async () => {
    const token = env.TUNESMITH_TOKEN;
    const opened = token ? await http(storage, { token }) : await openStorage(storage);
    return readStudy(opened, "s").finally(() => opened.close());
  };
  const space = ["-p", "x=float(0,1)", "--minimize", "loss", "--sampler", "random", "--seed", "1"];
  const made = await run("run", ...space, "--name", "s", "--trials", String(trials), "--create", ...quick);
  expect(made).toMatchObject({ status: 0 });
  return { run, launch, launched, workers, look };
}

/**
 * Waits for what takes a cluster some seconds.
 *
 * @param why  what is known when it has not come after minutes
 */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  why: () => string = () => "",
): Promise<void> {
  for (let i = 0; i < 900; i++) {
    if (await holds()) return;
    await sleep(200);
  }
  throw new Error(`${what} did not come: ${why()}`);
}
