/** One process of a test: `node worker.mjs COMMAND ARGUMENTS…`; says JSON lines, and waits for a line where it says so. */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { openStorage } from "../../dist/storage/index.js";
import { openDriver } from "../../dist/storage/sqlite-driver.js";

const [command, ...words] = process.argv.slice(2);

/** Writes at once: what was said is out, even when the process is killed right after it. */
const say = (line) => writeSync(1, `${JSON.stringify(line)}\n`);
const stay = () => setInterval(() => {}, 60_000);

const commands = {
  /** Opens when told to, and appends batches of 1, 2, 3, 1, … events; says where each batch stands. */
  async append(url, by, batches) {
    say("ready");
    await once(process.stdin, "data");
    const storage = await openStorage(url);
    let after = 0;
    for (let b = 0; b < Number(batches); b++) {
      const size = 1 + (b % 3);
      const tail = await storage.append("s", Array(size).fill({ type: "trial.opened", by, limit: b }), after);
      after = tail.at(-1).seq;
      say({ batch: b, size, last: after, tail: tail.map((l) => l.seq) });
    }
    await storage.close();
    process.exit();
  },
  /** Opens one file after the other, each when told to, and appends an event. */
  async open(by, ...urls) {
    for (const url of urls) {
      say("ready");
      await once(process.stdin, "data");
      const storage = await openStorage(url);
      await storage.append("s", [{ type: "trial.opened", by, limit: null }], 0);
      await storage.close();
    }
    process.exit();
  },
  async lease(url, worker, ttlMs) {
    const storage = await openStorage(url);
    await storage.leases.renew("s", worker, Number(ttlMs));
    say("held");
    stay();
  },
  /** Stops in the middle of a write. */
  async lock(path) {
    const db = await openDriver(path);
    db.exec("begin immediate; update study set head = 1000");
    say("locked");
    stay();
  },
  /** Opens as a user without rights; all files of the program are read by then. */
  async openAsNobody(url) {
    await openDriver(":memory:");
    if (process.getuid() === 0) process.setuid(65534);
    say(
      await openStorage(url).then(
        () => "opened",
        ({ code, message }) => ({ code, message }),
      ),
    );
    process.exit();
  },
};
await commands[command](...words);
