import { constants } from "node:os";
import { TunesmithError } from "../error.ts";

/** Watches for Ctrl-C. */
export interface Interrupts {
  /** Aborted at the first one. */
  readonly signal: AbortSignal;
  /** The exit status that it asks for: 128 + the signal's number, so 130 for Ctrl-C; null while there was none. */
  status(): number | null;
  /** Stops watching. */
  end(): void;
}

/**
 * The first Ctrl-C asks to end, and `asked` is called; the second one ends at once.
 *
 * A SIGTERM, as a scheduler sends it, and a SIGHUP, as a closed terminal does, are taken like the first.
 */
export function watchInterrupts(asked: () => void): Interrupts {
  const controller = new AbortController();
  let status: number | null = null;
  const onSignal = (name: NodeJS.Signals) => {
    const now = 128 + constants.signals[name];
    if (controller.signal.aborted && name === "SIGINT") process.exit(now);
    if (controller.signal.aborted) return;
    status = now;
    controller.abort(
      new TunesmithError("aborted", name === "SIGINT" ? "interrupted by Ctrl-C" : `ended by ${name}`),
    );
    asked();
  };
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    status: () => status,
    end: () => {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
