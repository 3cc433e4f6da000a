/** Numbers in what a program prints. */

/** What one line says. */
export interface Metrics {
  readonly values: ReadonlyMap<string, number>;
  /** The step or epoch it speaks of; null without one. */
  readonly step: number | null;
}

/** `accuracy=0.91`, `accuracy: 0.91`, `"loss": NaN`; the number ends where a word would. */
const pair =
  /"?([A-Za-z_][\w./@-]*)"?\s*[=:]\s*([-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|inf(?:inity)?))(?=$|[\s,;|%)\]}])/gi;

/** `step 3`, `epoch: 3`, `Epoch 3/10`. */
const stepped = /\b(?:step|epoch|iteration|iter)\b"?\s*[=:]?\s*(\d+)(?=$|[\s,;|/)\]}])/i;

const stepNames = new Set(["step", "epoch", "iteration", "iter"]);

/** Reads one line: a JSON object, or names with numbers behind them; nothing else counts. */
export function metricsIn(line: string): Metrics {
  const found = ofJson(line) ?? ofText(line);
  const values = new Map<string, number>();
  let step: number | null = null;
  for (const [name, value] of found) {
    if (!stepNames.has(name.toLowerCase())) values.set(name, value);
    else if (Number.isSafeInteger(value) && value >= 0) step ??= value;
  }
  const inWords = step === null ? stepped.exec(line)?.[1] : undefined;
  return { values, step: inWords === undefined ? step : Number(inWords) };
}

/** The numbers at the top of an object on a line of its own. */
function ofJson(line: string): [string, number][] | null {
  if (!line.trimStart().startsWith("{")) return null;
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== "object" || parsed === null) return null;
    return Object.entries(parsed).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  } catch {
    return null; // Python writes NaN into its JSON
  }
}

function ofText(line: string): [string, number][] {
  return Array.from(line.matchAll(pair), ([, name, number]) => [name!, numberOf(number!)]);
}

function numberOf(text: string): number {
  if (/nan$/i.test(text)) return Number.NaN;
  if (/inf(inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return Number(text);
}
