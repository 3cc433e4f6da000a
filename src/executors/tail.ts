/** So many of the last lines, and so many characters of them, tell why a command failed. */
const [keptLines, keptCharacters] = [20, 1500];

/** The last lines of both streams. */
export class LastLines {
  readonly #lines = { stdout: [] as string[], stderr: [] as string[] };

  put(line: string, stream: "stdout" | "stderr"): void {
    const lines = this.#lines[stream];
    lines.push(line.slice(0, keptCharacters));
    if (lines.length > keptLines) lines.shift();
  }

  /** Of both, to look for what went wrong. */
  get all(): string {
    return [...this.#lines.stderr, ...this.#lines.stdout].join("\n");
  }

  /** What stands behind a reason: the last words on standard error, or on standard output when there are none. */
  words(): string {
    const [errors, output] = [this.#lines.stderr, this.#lines.stdout].map((lines) => lines.join("\n").trim());
    if (errors) return `; its last words:\n${errors.slice(-keptCharacters)}`;
    const printed = output
      ? `; on standard output its last words were:\n${output.slice(-keptCharacters)}`
      : "";
    return `; it printed nothing on standard error${printed}`;
  }
}
