/**
 * Reads a point in time: `08:00` is the next time that the clock here shows that; or a date, `2026-12-24T18:00`.
 *
 * @param now  ms since 1970
 * @returns ms since 1970, after `now`; null for what is none, or is over
 */
export function deadlineMs(text: string, now = Date.now()): number | null {
  const [, hours, minutes] = /^\s*(\d{1,2}):(\d{2})\s*$/.exec(text) ?? [];
  if (hours !== undefined) {
    if (Number(hours) > 23 || Number(minutes) > 59) return null;
    const at = new Date(now);
    at.setHours(Number(hours), Number(minutes), 0, 0);
    if (at.getTime() <= now) at.setDate(at.getDate() + 1);
    return at.getTime();
  }
  const at = /^\s*\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text.trim()) : Number.NaN;
  return at > now ? at : null;
}
