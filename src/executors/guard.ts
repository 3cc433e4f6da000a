/** Ends commands whose worker is gone: `kill -9` leaves it no time to do so itself. */
import { type ChildProcess, spawn } from "node:child_process";

/**
 * A shell that reads which groups live, `+ 123` and `- 123`, and ends those left when its input does: that is when this
 * process is gone, in whatever way. It leads a session of its own, so that no Ctrl-C reaches it.
 */
const script = `
trap '' INT TERM HUP
groups=""
while read -r what group; do
  if [ "$what" = + ]; then groups="$groups $group"; continue; fi
  left=""
  for one in $groups; do [ "$one" = "$group" ] || left="$left $one"; done
  groups="$left"
done
[ -z "$groups" ] && exit
for one in $groups; do kill -s TERM -- "-$one" 2>/dev/null; done
sleep 0.3
for one in $groups; do kill -s KILL -- "-$one" 2>/dev/null; done
`;

let guard: ChildProcess | null = null;
let released = "";
let later: NodeJS.Timeout | undefined;

/** So long a group that has ended by itself may stay on the list, in ms: no number is given anew so soon. */
const releaseMs = 50;

/** Has a process group ended when this process is gone. Without a POSIX shell nothing is guarded. */
export function protect(group: number): void {
  tell(`+ ${group}\n`);
}

/** Says that a group has ended by itself: together with the next one that begins, where that is soon. */
export function release(group: number): void {
  released += `- ${group}\n`;
  later ??= setTimeout(() => tell(""), releaseMs).unref();
}

function tell(words: string): void {
  if (process.platform === "win32") return;
  clearTimeout(later);
  later = undefined;
  guard ??= start();
  guard.stdin!.write(released + words);
  released = "";
}

function start(): ChildProcess {
  const shell = spawn("sh", ["-c", script], {
    cwd: "/",
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin" },
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  shell.on("error", () => {}); // no shell, no guard
  shell.stdin!.on("error", () => {});
  shell.unref();
  process.on("exit", () => tell("")); // what has ended is nothing to end
  (shell.stdin as unknown as { unref?(): void }).unref?.();
  return shell;
}
