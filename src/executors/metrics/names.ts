/** Which of the metrics that a program prints a goal means. */
import type { Entry } from "./line.ts";

/** What a goal's name finds among the names seen. */
export type Found =
  | { readonly kind: "found"; readonly value: number; readonly name: string }
  | { readonly kind: "missing" }
  /** Several metrics have that name. */
  | { readonly kind: "ambiguous"; readonly names: readonly string[] };

/** A name as people type it: without blanks. */
export function typed(name: string): string {
  return name.replace(/[.:]?\s+/g, "_");
}

/** Case and signs do not tell names apart: `Mean squared error` is `mean_squared_error`. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}

/**
 * The values seen so far, by name.
 *
 * A goal finds the name that is written exactly so; else those that differ in case and signs alone; else those of several
 * words that end with it: `error` finds `Mean squared error`, and never `val_error`.
 */
export class MetricNames {
  readonly #values = new Map<string, number>();
  readonly #resolved = new Map<string, readonly string[]>();

  put({ name, value }: Entry): void {
    if (!this.#values.has(name)) this.#resolved.clear();
    this.#values.set(name, value);
  }

  /** All names seen, as people type them. */
  get names(): readonly string[] {
    return [...new Set([...this.#values.keys()].map(typed))];
  }

  find(goal: string): Found {
    const names = this.#namesOf(goal);
    if (names.length === 0) return { kind: "missing" };
    if (names.length > 1) return { kind: "ambiguous", names: names.map(typed) };
    return { kind: "found", name: names[0]!, value: this.#values.get(names[0]!)! };
  }

  #namesOf(goal: string): readonly string[] {
    const known = this.#resolved.get(goal);
    if (known) return known;
    const found = this.#search(goal);
    this.#resolved.set(goal, found);
    return found;
  }

  #search(goal: string): readonly string[] {
    if (this.#values.has(goal)) return [goal];
    const names = [...this.#values.keys()];
    const want = folded(goal);
    const same = names.filter((name) => folded(name) === want);
    if (same.length > 0) return same;
    return names.filter((name) => {
      const words = name.split(" ");
      return words.some((_, i) => i > 0 && folded(words.slice(i).join(" ")) === want);
    });
  }
}
