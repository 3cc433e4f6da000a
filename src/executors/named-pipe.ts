import { closeSync, constants, openSync, readSync } from "node:fs";
import { Socket } from "node:net";

/** How much is read at a time, which is what a pipe holds. */
const chunk = Buffer.allocUnsafe(65_536);

/** How often is read at once: a pipe that nobody writes to is empty long before. */
const mostTurns = 32;

/**
 * A named pipe that one program after the other writes to: it is at its end when none of its writers is left.
 *
 * It can be read on the spot, and costs nothing else then; or be followed.
 */
export class NamedPipe {
  readonly #path: string;
  readonly #file: number;
  readonly #take: (piece: Buffer) => void;
  #socket: Socket | null = null;

  /** @param take  gets what is written, piece by piece; a piece is good until it returns */
  constructor(path: string, take: (piece: Buffer) => void) {
    this.#path = path;
    this.#take = take;
    this.#file = open(path);
  }

  /** Takes what is there. @returns whether nobody can write any more */
  read(): boolean {
    for (let turn = 0; turn < mostTurns; turn++) {
      let bytes: number;
      try {
        bytes = readSync(this.#file, chunk);
      } catch {
        return false; // there is nothing now, and may be more later
      }
      if (bytes === 0) return true;
      this.#take(chunk.subarray(0, bytes));
    }
    return false; // somebody writes on and on
  }

  /**
   * Takes what comes, when it comes, until it is ended or unfollowed.
   *
   * @param atEnd  called when the last writer is gone, and in vain where the path is
   */
  follow(atEnd: () => void): void {
    if (this.#socket) return;
    // Opened anew: where nobody writes yet, that is no end.
    const file = this.#opened();
    if (file === null) {
      this.read();
      atEnd();
      return;
    }
    const socket = new Socket({ fd: file, readable: true, writable: false });
    this.#socket = socket;
    socket.on("data", this.#take).on("error", () => {});
    socket.on("end", () => {
      this.#socket = null;
      atEnd();
    });
  }

  #opened(): number | null {
    try {
      return open(this.#path);
    } catch {
      return null; // somebody has tidied up
    }
  }

  unfollow(): void {
    this.#socket?.removeAllListeners("end").destroy();
    this.#socket = null;
  }

  close(): void {
    this.unfollow();
    closeSync(this.#file);
  }
}

function open(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
}
