import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

/** One line of a benchmark's table. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Prints a benchmark's rows as a table and keeps them as `bench/results/NAME.json`, with what they were measured on. */
export function report(name: string, rows: readonly Row[]): void {
  console.table(rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, show(v)]))));
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "", cores: cpus().length };
  const folder = new URL("results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ name, at: new Date().toISOString(), machine, rows }, null, 2);
  writeFileSync(new URL(`${name}.json`, folder), `${text}\n`);
}

/** The middle one of several timings of `run`, in ms. */
export async function medianMs(times: number, run: () => unknown): Promise<number> {
  const ms: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await run();
    ms.push(performance.now() - start);
  }
  return ms.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

function show(value: string | number | null): string | number {
  if (value === null) return "not run";
  return typeof value === "number" ? Number(value.toPrecision(4)) : value;
}
