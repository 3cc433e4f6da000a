import pc from "picocolors";

/** Where a command's words go. */
export interface Terminal {
  /** Whether one JSON document is wanted in place of words. */
  readonly isJson: boolean;
  /** The answer, on standard output: the document with `--json`, else the text. */
  answer(document: unknown, text: string): void;
  /** Words beside the answer, on standard error. */
  say(text: string): void;
  /** Colours for the answer, and for words beside it; none where they would not be seen as such. */
  readonly paint: Paint;
  readonly sayPaint: Paint;
}

type Paint = ReturnType<typeof pc.createColors>;

export function openTerminal(isJson: boolean): Terminal {
  return {
    isJson,
    answer: (document, text) => {
      const out = isJson ? JSON.stringify(document, null, 2) : text.trimEnd();
      process.stdout.write(`${out}\n`);
    },
    say: (text) => {
      process.stderr.write(`${text}\n`);
    },
    paint: pc.createColors(isColoured(process.stdout)),
    sayPaint: pc.createColors(isColoured(process.stderr)),
  };
}

/** Whether colours are wanted there: see no-color.org. */
function isColoured(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false;
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== "0";
  return stream.isTTY === true && process.env.TERM !== "dumb";
}
