import { createInterface, type Interface } from "node:readline/promises";
import { TunesmithError } from "../error.ts";

/** Asks the person at the terminal, on standard error. */
export class Questioner {
  #lines: Interface | null = null;
  #left = new AbortController();

  /**
   * @param usual  what Enter stands for; "": nothing
   * @returns what was typed
   * @throws TunesmithError "aborted" after Ctrl-C or Ctrl-D
   */
  async ask(question: string, usual: string): Promise<string> {
    const lines = this.#open();
    try {
      const hint = usual === "" ? "" : ` [${usual}]`;
      return await lines.question(`${question}${hint} `, { signal: this.#left.signal });
    } catch {
      throw new TunesmithError("aborted", "nothing was written.");
    }
  }

  /** Gives the keyboard back, so that Ctrl-C is a signal again. May be called again, and questions may come after it. */
  rest(): void {
    this.#lines?.close();
    this.#lines = null;
  }

  #open(): Interface {
    if (this.#lines) return this.#lines;
    const left = new AbortController();
    this.#left = left;
    this.#lines = createInterface({ input: process.stdin, output: process.stderr });
    this.#lines.on("close", () => left.abort());
    return this.#lines;
  }
}
