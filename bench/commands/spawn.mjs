/** Starts a command so many times, two at a time, and reads what it prints: what Node alone needs for it. */
import { spawn } from "node:child_process";

const [times, program, ...args] = process.argv.slice(2);
let left = Number(times);

const once = () =>
  new Promise((done) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
    child.stdout.resume();
    child.stderr.resume();
    child.on("close", done);
  });

const slot = async () => {
  while (left-- > 0) await once();
};
await Promise.all([slot(), slot()]);
