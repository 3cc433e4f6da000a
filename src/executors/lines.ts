import { StringDecoder } from "node:string_decoder";

/** The longest line that is kept whole; of a longer one the beginning counts. */
const longest = 1_000_000;

/**
 * Cuts a stream of bytes into lines, in bounded memory; `\r`, as progress bars write it, ends a line, too.
 *
 * @param take  called with each line, without its end
 */
export function lineReader(take: (line: string) => void): { push(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder("utf8");
  let begun = "";
  const push = (text: string) => {
    const pieces = text.split(/\r\n|[\r\n]/);
    const last = pieces.pop()!;
    for (const piece of pieces) {
      take(begun.length < longest ? begun + piece : begun);
      begun = "";
    }
    if (begun.length < longest) begun += last.slice(0, longest - begun.length);
  };
  return {
    push: (chunk) => push(decoder.write(chunk)),
    end: () => {
      push(decoder.end());
      if (begun !== "") take(begun);
    },
  };
}
