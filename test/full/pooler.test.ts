/** Workers behind a pooler in transaction mode: each statement may get another session of the server. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createStudy, float, int } from "tunesmith";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invariantsOf } from "../faults/invariants.ts";
import { exitOf, readLedger, startWorker } from "../faults/workers.ts";
import { freePort } from "../free-port.ts";
import { postgresBin, type Server, startServer, where } from "../postgres/server.ts";

const program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].find((path) => existsSync(path));
const isHere = postgresBin !== null && program !== undefined;
const version = program ? spawnSync(program, ["--version"], { encoding: "utf8" }).stdout.split("\n")[0] : "";

describe.skipIf(!isHere)(
  isHere ? `${where} behind ${version}` : "left out: no pgbouncer or no PostgreSQL here (Debian: pgbouncer)",
  () => {
    let server: Server;
    let pooler: ChildProcess;
    let folder: string;
    let port: number;

    beforeAll(async () => {
      server = await startServer();
      folder = mkdtempSync(join(tmpdir(), "tunesmith-pooler-"));
      chmodSync(folder, 0o755);
      port = await freePort();
      const own = new URL(server.database("pooled"));
      writeFileSync(join(folder, "users"), '"tuner" ""\n');
      writeFileSync(
        join(folder, "ini"),
        `[databases]\npooled = host=127.0.0.1 port=${own.port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}
unix_socket_dir =\nauth_type = trust\nauth_file = ${join(folder, "users")}\npool_mode = transaction
default_pool_size = 2\nmax_client_conn = 50\nignore_startup_parameters = extra_float_digits\n`,
      );
      const user = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
      pooler = spawn(program!, [...user, join(folder, "ini")], { stdio: "ignore" });
      while (!(await isListening(port))) await sleep(50);
    });

    afterAll(() => {
      pooler?.kill();
      server?.remove();
      if (folder) rmSync(folder, { recursive: true, force: true });
    });

    test("four workers over two sessions share a budget, and nothing is lost", async () => {
      const storage = `postgres://tuner@127.0.0.1:${port}/pooled`;
      const ledger = join(folder, "ledger");
      const space = { x: float(-1, 1), k: int(0, 5) };
      const study = await createStudy({ name: "s", space, sampler: "random", seed: 1, storage });
      await study.optimize(({ params }) => params.x ** 2 + params.k, { trials: 20 });
      await study.close();
      const options = { storage, study: "s", ledger, trials: 120, pauseMs: 5, leaseMs: 20_000 };
      const workers = [0, 1, 2, 3].map(() => startWorker(options));
      expect(await Promise.all(workers.map(exitOf))).toEqual([0, 0, 0, 0]);
      const held = await invariantsOf(storage, "s", 120, readLedger(ledger));
      expect(held).toMatchObject({ breaches: [], complete: 120, retried: 0 });
    });
  },
);

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
