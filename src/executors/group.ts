/** Process groups: a program and all that it has started, asked to end or killed together. */
import { setPriority } from "node:os";
import { protect, release } from "./guard.ts";

/** Elsewhere than on Windows a child leads a group of its own, so that its descendants end with it. */
export const hasGroups = process.platform !== "win32";

const alive = new Set<Group>();
// When this process leaves at once, nothing is left behind.
process.on("exit", () => {
  for (const group of alive) group.signal("SIGKILL");
});

/** A group that ends with this process, in whatever way that ends. On Windows, where this was never tried, one process. */
export class Group {
  readonly number: number;

  /** @param number  that of the process that leads it */
  constructor(number: number) {
    this.number = number;
    alive.add(this);
    protect(number);
  }

  signal(signal: NodeJS.Signals): void {
    try {
      process.kill(hasGroups ? -this.number : this.number, signal);
    } catch {
      // It has ended already.
    }
  }

  /** Has its leader, and what that starts from now on, stand back behind others; 0 to 19. */
  standBack(nice: number): void {
    try {
      setPriority(this.number, nice);
    } catch {
      // It has ended already.
    }
  }

  /** Its leader has ended: nobody is to be ended any more. */
  ended(): void {
    alive.delete(this);
    release(this.number);
  }
}

/** What is known of how a program is brought to its end. */
export interface EndingOptions {
  /** How long it has between being asked to end and being killed, in ms. */
  readonly graceMs: number;
  /** How long from now on it may not hear that it is asked, in ms: so long is waited with it. */
  readonly deafMs?: number;
  /** Whether it is known not to hear it even then: it is asked again after as long. */
  readonly isDeaf?: () => boolean;
}

/** How one run is brought to its end: it is asked, and killed after a while. */
export class Ending {
  readonly #group: Group;
  readonly #o: EndingOptions;
  readonly #hearsFrom: number;
  #asker: NodeJS.Timeout | undefined;
  #killer: NodeJS.Timeout | undefined;
  #hasKilled = false;
  #isOver = false;

  constructor(group: Group, options: EndingOptions) {
    this.#group = group;
    this.#o = options;
    this.#hearsFrom = performance.now() + (options.deafMs ?? 0);
  }

  get hasKilled(): boolean {
    return this.#hasKilled;
  }

  /** May be called again; once it is over, by somebody who has not heard so yet, it asks nobody: another may run in the group. */
  ask(): void {
    if (this.#isOver) return;
    const early = this.#hearsFrom - performance.now();
    if (early > 0) this.#asker ??= setTimeout(() => this.#askNow(), early);
    else this.#askNow();
  }

  #askNow(): void {
    clearTimeout(this.#asker);
    this.killLater();
    if (this.#o.isDeaf?.()) this.#asker = setTimeout(() => this.#askNow(), this.#o.deafMs);
    else this.#group.signal("SIGTERM");
  }

  killLater(): void {
    this.#killer ??= setTimeout(() => {
      this.#hasKilled = true;
      this.#group.signal("SIGKILL");
    }, this.#o.graceMs);
  }

  /** It has ended: what is left in silence is asked to end, too. */
  over(): void {
    this.#isOver = true;
    clearTimeout(this.#asker);
    clearTimeout(this.#killer);
    this.#group.signal("SIGTERM");
  }
}
