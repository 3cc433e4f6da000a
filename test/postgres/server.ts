/** A real PostgreSQL server for tests: Debian's, or any whose programs TUNESMITH_POSTGRES_BIN names. */
import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port.ts";

/** The folder of initdb and pg_ctl; null where there is none. */
export const postgresBin: string | null = find();

/** What tests are called: where the server is from, or that they are left out. */
export const where = postgresBin
  ? spawnSync(join(postgresBin, "postgres"), ["--version"], { encoding: "utf8" }).stdout.trim()
  : "left out: no PostgreSQL here; TUNESMITH_POSTGRES_BIN names the folder of initdb";

/** A server of its own, empty, durable as users have it. */
export interface Server {
  /** The address of a database of that name, which is made. */
  database(name: string): string;
  start(): void;
  /** `immediate` is a crash: no farewell, recovery from the log at the next start. */
  stop(how: "fast" | "immediate"): void;
  /** Runs a statement with psql, in a database. */
  sql(database: string, statement: string): string;
  remove(): void;
}

export async function startServer(settings: readonly string[] = []): Promise<Server> {
  const bin = postgresBin!;
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-postgres-"));
  const data = join(folder, "data");
  const owner = ownerOf();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const port = await freePort();
  const run = (program: string, args: readonly string[], options: SpawnSyncOptions = {}) => {
    const done = spawnSync(join(bin, program), args, { ...owner, cwd: folder, encoding: "utf8", ...options });
    if (done.status !== 0) throw new Error(`${program}: ${done.stderr}${done.stdout}`);
    return String(done.stdout);
  };
  run("initdb", ["-D", data, "-U", "tuner", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
  const conf = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    `unix_socket_directories = '${folder}'`,
    "max_connections = 100",
    ...settings,
  ];
  writeFileSync(
    join(data, "postgresql.conf"),
    `${readFileSync(join(data, "postgresql.conf"))}\n${conf.join("\n")}\n`,
  );
  const log = join(folder, "log");
  const server: Server = {
    database(name) {
      run("createdb", ["-h", "127.0.0.1", "-p", String(port), "-U", "tuner", name]);
      return `postgres://tuner@127.0.0.1:${port}/${name}`;
    },
    start: () => void run("pg_ctl", ["-D", data, "-l", log, "-w", "start"], { stdio: "ignore" }),
    stop: (how) => void run("pg_ctl", ["-D", data, "-m", how, "-w", "stop"], { stdio: "ignore" }),
    sql: (database, statement) =>
      run("psql", [
        "-h",
        "127.0.0.1",
        "-p",
        String(port),
        "-U",
        "tuner",
        "-d",
        database,
        "-Atc",
        statement,
      ]).trim(),
    remove() {
      try {
        server.stop("immediate");
      } catch {
        // It is down already.
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  server.start();
  return server;
}

function find(): string | null {
  const given = process.env.TUNESMITH_POSTGRES_BIN;
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(given ? [given] : []),
    ...versions.map((v) => join(debian, v, "bin")),
    "/usr/local/bin",
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

/** The server refuses to run as root. */
function ownerOf(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync("/etc/passwd", "utf8").match(/^(?:postgres|nobody):[^:]*:(\d+):(\d+)/m)!;
  return { uid: Number(line[1]), gid: Number(line[2]) };
}
