/** V8's optimizing compiler, which has a thread of its own: it competes for the processors with the programs that are run. */
import { setFlagsFromString } from "node:v8";

/** The major version of V8 in Node 20; later ones have a compiler between (Maglev), and wait longer by themselves. */
const hasty = "11.";

/** So many bytes of bytecode does a function run before it is optimized; 67,584 unless told. */
const patience = 500_000;

/**
 * Has functions run longer before they are optimized.
 *
 * Around short programs a process spends its first seconds on optimizing the hundreds of small functions of which each runs a
 * few times a trial: a quarter of all that a trial costs. What loops over numbers gets there soon all the same.
 */
export function optimizeLate(): void {
  if (process.versions.v8.startsWith(hasty)) setFlagsFromString(`--interrupt-budget=${patience}`);
}
