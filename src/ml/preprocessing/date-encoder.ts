import { TunesmithError } from "../../error.ts";
import { columnsOf, isGap } from "../columns.ts";
import { Learner } from "../learner.ts";
import type { Matrix, Table } from "../matrix.ts";
import type { OptionsOf } from "../options.ts";
import { checkColumns } from "./check-columns.ts";
import type { Transformer } from "./transformer.ts";

export type DateEncoderParams = Record<never, never>;

/** Year, month and day, with - or /, and perhaps a time. */
const pattern =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:Z|[-+]\d{2}:?\d{2})?)?$/;

const dayMs = 86_400_000;
/** Of each date. */
const parts = 4;

/** Whether a text is a date that the encoder reads: `2026-12-24`, `2026/12/24 18:00`. */
export function isDate(text: string): boolean {
  return daysOf(text) !== null;
}

/** Makes four numbers of each date: days since 1970 with their share of the day, month, day of the week from 0 (Sunday), hour. */
export class DateEncoder
  extends Learner<DateEncoderParams, { readonly names: readonly string[] }>
  implements Transformer
{
  constructor(params: Partial<DateEncoderParams> = {}) {
    super("DateEncoder", {} as OptionsOf<DateEncoderParams>, params);
  }

  clone(params: Partial<DateEncoderParams> = {}): DateEncoder {
    return new DateEncoder({ ...this.getParams(), ...params });
  }

  /** @throws TunesmithError "shape" */
  fit(X: Table): this {
    return this.learned({ names: columnsOf(X).names });
  }

  /** Gaps are NaN. @throws TunesmithError "shape", "data" for what is no date */
  transform(X: Table): Matrix {
    const given = columnsOf(X);
    checkColumns(given, this.model.names, this.name);
    const cols = parts * given.columns.length;
    const data = new Float64Array(given.rows * cols).fill(Number.NaN);
    given.columns.forEach((column, j) => {
      for (let i = 0; i < given.rows; i++) {
        const cell = column[i];
        if (isGap(cell)) continue;
        const days = daysOf(String(cell));
        if (days === null) {
          throw new TunesmithError(
            "data",
            `"${given.names[j]}" of row ${i} is ${JSON.stringify(cell)}; a date is written 2026-12-24, or 2026-12-24 18:00.`,
          );
        }
        const at = new Date(days * dayMs);
        data.set([days, at.getUTCMonth() + 1, at.getUTCDay(), at.getUTCHours()], i * cols + j * parts);
      }
    });
    return { data, rows: given.rows, cols };
  }
}

/** Days since 1970, by the clock that the text shows; null for what is no date. */
function daysOf(text: string): number | null {
  const found = pattern.exec(text.trim());
  if (!found) return null;
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1).map((x) => Number(x ?? 0));
  const ms = Date.UTC(year!, month! - 1, day!, hour, minute, second);
  const at = new Date(ms);
  const isReal = at.getUTCMonth() === month! - 1 && at.getUTCDate() === day && hour < 24 && minute < 60;
  return isReal ? ms / dayMs : null;
}
