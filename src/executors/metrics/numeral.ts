/** A number as programs print it, as the source of a regular expression. */
export const numeral = "[-+]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:e[-+]?\\d+)?|nan|inf(?:inity)?)";

/** Reads one. */
export function numberOf(text: string): number {
  if (/nan$/i.test(text)) return Number.NaN;
  if (/inf(inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return Number(text);
}

const cell = new RegExp(`^(${numeral})(?:\\s?(?:%|s|ms|m))?$`, "i");

/** The number in the cell of a table, a unit of time or a % behind it left out; null where there is none. */
export function numberInCell(text: string): number | null {
  const [, number] = cell.exec(text) ?? [];
  return number === undefined ? null : numberOf(number);
}
