import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** The usual size of a page; where pages are larger (some ARM systems) the sum comes out too small. */
const pageBytes = 4096;

/**
 * The resident memory of a process group, in bytes: what its processes hold in RAM, shared pages counted once for each.
 *
 * @returns null where that cannot be known (Windows)
 */
export function residentBytes(group: number): number | null {
  if (process.platform === "win32") return null;
  return process.platform === "linux" ? ofProc(group) : ofPs(group);
}

function ofProc(group: number): number {
  let pages = 0;
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      // The name in parentheses may hold blanks; behind it: state, parent, group, …; the 22nd is the resident set.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(fields[2]) === group) pages += Number(fields[21]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return pages * pageBytes;
}

function ofPs(group: number): number | null {
  const { status, stdout } = spawnSync("ps", ["-A", "-o", "pgid=,rss="], { encoding: "utf8" });
  if (status !== 0) return null;
  const rows = stdout.split("\n").map((row) => row.trim().split(/\s+/).map(Number));
  return rows.reduce((sum, [pgid, kB = 0]) => (pgid === group ? sum + kB * 1024 : sum), 0);
}
