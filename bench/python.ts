import { spawnSync } from "node:child_process";

/**
 * Runs a Python program that prints one JSON document, where Python has the modules it needs.
 *
 * The interpreter is `TUNESMITH_PYTHON`, or python3.
 * @returns the document, or null when the interpreter or a module is missing
 */
export function python<T>(modules: readonly string[], program: string): T | null {
  const command = process.env.TUNESMITH_PYTHON ?? "python3";
  const imports = modules.map((m) => `import ${m}`).join("\n");
  if (spawnSync(command, ["-c", imports]).status !== 0) return null;
  const ran = spawnSync(command, ["-W", "ignore", "-c", program], { encoding: "utf8" });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as T;
}
