import { TunesmithError } from "../error.ts";
import { exit } from "./status.ts";

/** Watches for Ctrl-C. */
export interface Interrupts {
  /** Aborted at the first one. */
  readonly signal: AbortSignal;
  /** Stops watching. */
  end(): void;
}

/**
 * The first Ctrl-C asks to end, and `asked` is called; the second one ends at once.
 *
 * A SIGTERM, as a scheduler sends it, is taken like the first.
 */
export function watchInterrupts(asked: () => void): Interrupts {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted && name === "SIGINT") process.exit(exit.interrupted);
    if (controller.signal.aborted) return;
    controller.abort(
      new TunesmithError("aborted", name === "SIGINT" ? "interrupted by Ctrl-C" : `ended by ${name}`),
    );
    asked();
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    end: () => {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
