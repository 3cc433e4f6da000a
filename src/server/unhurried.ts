import { setImmediate as breathe } from "node:timers/promises";

/** ms of work after which others have their turn: what a worker that asks may be kept waiting. */
const stretchMs = 10;

/** So many steps are done before the clock is read again. */
const steps = 256;

/** Does something for 0 … n − 1, and lets others have their turn between. */
export async function unhurried(n: number, step: (i: number) => void): Promise<void> {
  let until = performance.now() + stretchMs;
  for (let i = 0; i < n; i++) {
    step(i);
    if (i % steps !== 0 || performance.now() < until) continue;
    await breathe();
    until = performance.now() + stretchMs;
  }
}
